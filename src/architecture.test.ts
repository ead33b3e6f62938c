import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

/**
 * What a folder may import besides itself, as names with spaces between: `folders` of this table, `types` of more
 * folders (by `import type` alone), and `packages` (`@scope/*` is every package of a scope, `node:*` every module of
 * Node).
 */
interface Row {
  readonly folders?: string;
  readonly types?: string;
  readonly packages?: string;
}

/**
 * From low to high: a row names only rows above it, so that the folders form no cycle. `engine/*` is all of the engine.
 */
const allowed: Readonly<Record<string, Row>> = {
  ...engine({
    base: {},
    data: { folders: 'base', packages: 'fflate' },
    diagnostics: { folders: 'base' },
    ir: { folders: 'base diagnostics' },
    intervals: { folders: 'base ir' },
    document: { folders: 'base data diagnostics', packages: 'valibot' },
    expression: { folders: 'base diagnostics ir', types: 'document' },
    model: { folders: 'base diagnostics document expression' },
    distributions: { folders: 'base diagnostics ir', types: 'document' },
    autodiff: { folders: 'base ir' },
    statistics: { folders: 'base' },
    'executors/contract.ts': { types: 'ir statistics' },
    'executors/reference': { folders: 'base diagnostics ir statistics executors/contract.ts' },
    /** All that is used of TensorFlow.js: nothing else imports it. */
    'executors/webgl/tensorflow.ts': { packages: '@tensorflow/*' },
    /** The context that both executors below share, with the linking and the GLSL of their shaders. */
    'executors/webgl': { folders: 'base ir executors/contract.ts executors/webgl/tensorflow.ts' },
    'executors/fused': {
      folders: 'base ir statistics executors/contract.ts executors/reference executors/webgl',
    },
    'executors/tensor': {
      folders:
        'base ir executors/contract.ts executors/reference executors/webgl executors/webgl/tensorflow.ts',
    },
    analysis: {
      folders: 'base diagnostics ir intervals document expression model distributions executors/*',
    },
    estimators: { folders: 'base diagnostics ir document distributions autodiff' },
    compile: {
      folders:
        'base data diagnostics ir document expression model distributions autodiff analysis estimators',
    },
    optimizers: { types: 'document compile ir' },
    exact: {
      folders:
        'base diagnostics ir intervals document model distributions autodiff compile statistics executors/*',
    },
    equivalence: { folders: 'base diagnostics document expression model analysis' },
    export: {
      folders:
        'base diagnostics ir document expression model distributions analysis estimators compile equivalence',
    },
    share: { folders: 'base diagnostics document', packages: 'fflate' },
    check: {
      folders:
        'base diagnostics ir document expression model distributions analysis estimators compile executors/* exact',
    },
    /** What every background job below runs on. */
    jobs: { folders: 'base diagnostics executors/*', types: 'ir' },
    run: {
      folders: 'base diagnostics ir document model compile statistics executors/* exact check jobs',
    },
    truth: {
      folders: 'base diagnostics ir document model analysis compile statistics executors/* exact check jobs',
    },
    survey: { folders: 'document model compile statistics executors/* exact jobs run' },
    proof: { folders: 'equivalence jobs' },
    training: {
      folders:
        'base data diagnostics ir document model distributions analysis compile optimizers executors/* exact jobs',
    },
    gains: { folders: 'document training' },
  }),
  /** What tests of the engine share. */
  'engine/testing': { folders: 'engine/*', packages: 'node:* vitest' },
  /** The public door: no folder of the engine names it, so nothing inside imports it. */
  'engine/index.ts': { folders: 'engine/*' },
  presets: { types: 'engine/index.ts' },
  /** What the page remembers. `start.ts` alone, which brings it to life, has the row of the whole folder. */
  'state/shell': { folders: 'engine/index.ts', packages: 'zustand valibot' },
  'state/document': {
    folders: 'engine/index.ts presets state/shell',
    packages: 'zustand zundo @dagrejs/dagre',
  },
  'state/views': { folders: 'engine/index.ts presets state/shell state/document', packages: 'zustand' },
  'state/run': { folders: 'engine/index.ts state/shell', packages: 'zustand' },
  'state/training': {
    folders: 'engine/index.ts state/shell state/document state/run',
    packages: 'zustand',
  },
  state: { folders: 'engine/index.ts presets state/*' },
  /** Floors of components, which know no view. */
  'components/ui': {
    folders: 'engine/index.ts state/shell state/document',
    packages: 'react react-dom katex zustand',
  },
  'components/plot': {
    folders: 'components/ui',
    packages: 'react plotly.js plotly.js-cartesian-dist-min d3-array d3-scale',
  },
  'components/drawing': {
    folders: 'engine/index.ts state/shell state/document components/ui',
    packages: 'react',
  },
  /** What a run has found, as rows, words and figures. */
  'components/results': {
    folders: 'engine/index.ts state/shell state/document state/run components/ui components/plot',
    packages: 'react plotly.js',
  },
  /** Views, which import no other view. */
  ...views({
    canvas: 'react-dom @xyflow/react zustand d3-scale',
    dialogs: '',
    equivalences: '',
    everyEstimator: 'plotly.js d3-scale',
    inspector: 'd3-scale',
    lab: '',
    math: '',
    oneLiners: '',
    training: 'plotly.js d3-scale',
  }),
  /** What puts views together. */
  components: { folders: 'engine/index.ts state/* components/*', packages: 'react @xyflow/react zustand' },
  'components/embedded': { folders: 'engine/index.ts state/* components/*', packages: 'react @xyflow/react' },
  cli: { folders: 'engine/index.ts presets', packages: 'node:* valibot' },
  'cli.ts': { folders: 'cli', packages: 'node:*' },
  /** The script that stands in the page, by itself. */
  start: {},
  'main.tsx': {
    folders: 'state state/* components components/*',
    packages: 'react react-dom @xyflow/react katex @fontsource-variable/inter',
  },
};

/** Rows of the engine, whose folders name one another without `engine/`. */
function engine(rows: Readonly<Record<string, Row>>): Record<string, Row> {
  const inside = (names: string | undefined) => names?.replace(/\S+/g, 'engine/$&');
  return Object.fromEntries(
    Object.entries(rows).map(([folder, { folders, types, packages }]) => [
      `engine/${folder}`,
      { folders: inside(folders), types: inside(types), packages },
    ]),
  );
}

function views(rows: Readonly<Record<string, string>>): Record<string, Row> {
  const folders =
    'engine/index.ts presets state/* components/ui components/plot components/drawing components/results';
  return Object.fromEntries(
    Object.entries(rows).map(([view, packages]) => [
      `components/${view}`,
      { folders, packages: `react ${packages}` },
    ]),
  );
}

const src = dirname(fileURLToPath(import.meta.url));

/** One import as written: `specifier` is undefined where it is computed, and so cannot be followed. */
interface Written {
  readonly specifier: string | undefined;
  readonly typeOnly: boolean;
}

interface Import {
  readonly from: string;
  readonly written: string;
  /** The file inside src that is meant, from src on; undefined for a package. */
  readonly to: string | undefined;
  readonly typeOnly: boolean;
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function literal(value: unknown): string | undefined {
  return isTree(value) && typeof value.value === 'string' ? value.value : undefined;
}

/** `import.meta.<name>` */
function isMeta(value: unknown, name: string): boolean {
  if (!isTree(value) || value.type !== 'MemberExpression') return false;
  const { object, property } = value;
  return isTree(object) && object.type === 'MetaProperty' && isTree(property) && property.name === name;
}

function isNamed(value: unknown, name: string): boolean {
  return isTree(value) && value.type === 'Identifier' && value.name === name;
}

function importOfTree(tree: Tree): Written | undefined {
  const [first, second] = Array.isArray(tree.arguments) ? tree.arguments : [];
  switch (tree.type) {
    case 'ImportDeclaration': {
      const names = Array.isArray(tree.specifiers) ? tree.specifiers : [];
      const onlyTypes = names.length > 0 && names.every((name) => name.importKind === 'type');
      return { specifier: literal(tree.source), typeOnly: tree.importKind === 'type' || onlyTypes };
    }
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return tree.source
        ? { specifier: literal(tree.source), typeOnly: tree.exportKind === 'type' }
        : undefined;
    case 'TSImportType':
      return { specifier: literal(tree.source), typeOnly: true };
    case 'TSExternalModuleReference':
      return { specifier: literal(tree.expression), typeOnly: false };
    case 'ImportExpression':
      return { specifier: literal(tree.source), typeOnly: false };
    case 'NewExpression':
      return isNamed(tree.callee, 'URL') && isMeta(second, 'url')
        ? { specifier: literal(first), typeOnly: false }
        : undefined;
    case 'CallExpression':
      return isNamed(tree.callee, 'require') || isMeta(tree.callee, 'glob')
        ? { specifier: isMeta(tree.callee, 'glob') ? undefined : literal(first), typeOnly: false }
        : undefined;
    default:
      return undefined;
  }
}

/**
 * Every import, export-from, dynamic import, type import, `require`, glob and `new URL(..., import.meta.url)` of a
 * text.
 */
function importsOfText(name: string, text: string): Written[] {
  const { program, errors } = parseSync(name, text);
  const [error] = errors;
  if (error) throw new Error(`${name}: ${error.message}`);
  const found: Written[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isTree(value)) return;
    const written = importOfTree(value);
    if (written) found.push(written);
    Object.values(value).forEach(visit);
  };
  visit(program);
  return found;
}

const slashed = (path: string): string => path.split(sep).join('/');
const isCode = (file: string): boolean => /\.tsx?$/.test(file);
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

function findFile(path: string): string | undefined {
  const candidates = ['', '.ts', '.tsx', '.d.ts', '/index.ts', '/index.tsx'].map((ending) => path + ending);
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

/**
 * The row that a file belongs to: its own, or that of the innermost folder around it that has one. A folder of the
 * engine without a row has none around it.
 */
function rowOf(file: string): string {
  const parts = file.split('/');
  const around = parts.map((_, i) => parts.slice(0, parts.length - i).join('/'));
  return around.find((path) => path in allowed) ?? parts.slice(0, 2).join('/');
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:*';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const words = (names = ''): string[] => names.split(' ').filter((name) => name !== '');

function covers(names: string | undefined, wanted: string): boolean {
  return words(names).some((name) =>
    name.endsWith('/*') ? wanted.startsWith(name.slice(0, -1)) : name === wanted,
  );
}

/** What is wrong with one import, in words; undefined where it is allowed. */
function complaint({ from, written, to, typeOnly }: Import): string | undefined {
  if (isTest(from)) return undefined;
  const row = rowOf(from);
  const rule = allowed[row];
  if (!rule) return `${from}: src/${row} has no row in the table`;
  if (to === undefined) {
    return covers(rule.packages, packageOf(written)) ? undefined : `${from}: ${row} may not use ${written}`;
  }
  const target = rowOf(to);
  if (!isCode(to) || target === row || covers(rule.folders, target)) return undefined;
  if (!covers(rule.types, target)) return `${from}: ${row} may not import ${to}`;
  return typeOnly ? undefined : `${from}: ${row} may import ${to} by \`import type\` alone`;
}

/** One cycle through each import that closes one, as the files along it. */
function cyclesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    if (finished.has(file)) return;
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file]);
      return;
    }
    path.push(file);
    for (const next of edges.get(file) ?? []) visit(next);
    path.pop();
    finished.add(file);
  };
  for (const file of edges.keys()) visit(file);
  return cycles;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).map(slashed).filter(isCode).sort();
const imports: Import[] = [];
const unfollowed: string[] = [];

for (const from of files) {
  for (const { specifier, typeOnly } of importsOfText(from, readFileSync(join(src, from), 'utf8'))) {
    if (specifier === undefined) {
      unfollowed.push(`${from}: an import whose path is computed`);
    } else if (!/^[./]/.test(specifier)) {
      imports.push({ from, written: specifier, to: undefined, typeOnly });
    } else {
      const path = join(src, dirname(from), specifier.replace(/[?#].*$/, ''));
      const to = slashed(relative(src, findFile(path) ?? path));
      if (specifier.startsWith('/') || to.startsWith('..'))
        unfollowed.push(`${from}: ${specifier} is outside src`);
      else if (!findFile(path)) unfollowed.push(`${from}: ${specifier} is no file`);
      else imports.push({ from, written: specifier, to, typeOnly });
    }
  }
}

describe('the reader of imports', () => {
  test.each([
    ["import { a } from './a';", './a', false],
    ["import './a.css';", './a.css', false],
    ["import type { A } from './a';", './a', true],
    ["import { type A, type B } from './a';", './a', true],
    ["import { type A, b } from './a';", './a', false],
    ["export { a } from './a';", './a', false],
    ["export type { A } from './a';", './a', true],
    ["export * from './a';", './a', false],
    ["type A = import('./a').A;", './a', true],
    ["const a = await import('./a');", './a', false],
    ["new Worker(new URL('./a.ts', import.meta.url));", './a.ts', false],
    ["import a = require('./a');", './a', false],
    ["const a = require('./a');", './a', false],
    ['const a = await import(name);', undefined, false],
    ["const a = import.meta.glob('./*.ts');", undefined, false],
  ])('reads %s', (text, specifier, typeOnly) => {
    expect(importsOfText('a.ts', text)).toEqual([{ specifier, typeOnly }]);
  });

  test('takes no import from comments, strings or a plain export', () => {
    const text =
      '// import "./a";\nexport const a = \'import "./b"\';\nnew URL("./c", "https://example.org");';
    expect(importsOfText('a.ts', text)).toEqual([]);
  });

  test('sees the files and their imports', () => {
    expect(files.filter((file) => file.startsWith('engine/') && !isTest(file))).not.toHaveLength(0);
    expect(imports.filter(({ to }) => to !== undefined)).not.toHaveLength(0);
    expect(imports.filter(({ to }) => to === undefined)).not.toHaveLength(0);
  });
});

describe('the table of folders', () => {
  test('runs from low to high', () => {
    const rows = Object.keys(allowed);
    const upward = Object.entries(allowed).flatMap(([row, { folders, types }], index) =>
      [...words(folders), ...words(types)]
        .filter((name) => !rows.slice(0, index).some((lower) => covers(name, lower)))
        .map((name) => `${row} -> ${name}`),
    );
    expect(upward).toEqual([]);
  });
});

describe('the source', () => {
  test('imports only files of src, by paths that can be read', () => {
    expect(unfollowed).toEqual([]);
  });

  test('has a row in the table for every file', () => {
    expect(files.filter((file) => !isTest(file) && !allowed[rowOf(file)])).toEqual([]);
  });

  test('imports only what the table allows', () => {
    expect(imports.map(complaint).filter((text) => text !== undefined)).toEqual([]);
  });

  test('has no cycle of files', () => {
    const edges = new Map(
      files.map((file) => [file, imports.flatMap(({ from, to }) => (from === file && to ? [to] : []))]),
    );
    expect(cyclesOf(edges).map((cycle) => cycle.join(' -> '))).toEqual([]);
    expect(
      cyclesOf(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual([['b', 'c', 'b']]);
  });

  test('has no two rooms of components that import each other', () => {
    const roomOf = (file: string) => file.match(/^components\/[^/]+(?=\/)/)?.[0];
    const between = new Set(
      imports.flatMap(({ from, to = '' }) => {
        const [room, other] = isTest(from) ? [] : [roomOf(from), roomOf(to)];
        return room && other && room !== other ? [`${room} ${other}`] : [];
      }),
    );
    expect(between.size).toBeGreaterThan(10);
    expect([...between].filter((pair) => between.has(pair.split(' ').reverse().join(' ')))).toEqual([]);
  });

  test('has no inner barrels', () => {
    expect(files.filter((file) => /^\w+\/.+\/index\.tsx?$/.test(file))).toEqual([]);
  });
});
