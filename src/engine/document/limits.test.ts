import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describe as inWords } from '../diagnostics/words';
import { LIMITS } from './limits';
import { parseDraft } from './parse';

/** How the guide calls each limit. */
const CALLED: Readonly<Record<keyof typeof LIMITS, string>> = {
  bytes: 'bytes of JSON (UTF-8)',
  title: "characters of a title, the document's or a picture's",
  about: 'characters of the text (`about`)',
  label: "characters of a label, and of a plan's name",
  nesting: 'brackets of JSON inside one another',
  nodes: 'nodes',
  parameters: 'parameters',
  dataSets: 'inputs that draw from a data set',
  edges: 'edges',
  plans: 'plans',
  pictures: 'pictures',
  references: 'nodes named in plans, `trains`, baselines, groups and pictures together',
  unread: 'fields that nothing reads (they are kept)',
  expression: 'characters of one expression',
  expressions: 'characters of all expressions',
  name: "characters of a node's name",
  tensor: 'numbers of all parameters and inputs together',
  layers: 'layers of a network',
  rank: 'axes of an array',
  samples: '`samples` of a plan',
  sideBySide: 'samples that see one another (`leaveOneOut`, `ranks`)',
  place: 'grid units from the middle of the canvas (`at`)',
};

const GUIDE = ['..', '..', '..', 'docs', 'document.md'];

test('the guide states every limit, and no other', () => {
  const guide = readFileSync(join(import.meta.dirname, ...GUIDE), 'utf8');
  const [, part = ''] = /\n## Limits\n(.*?)\n## /s.exec(guide) ?? [];
  const stated = [...part.matchAll(/^\| (.+) \| ([\d,]+) \|$/gm)].map(([, what, limit]) => [what, limit]);
  const held = Object.entries(LIMITS).map(([key, limit]) => [
    CALLED[key as keyof typeof LIMITS],
    limit.toLocaleString('en-US'),
  ]);
  expect(new Map(stated as [string, string][])).toEqual(new Map(held as [string, string][]));
});

const theta = { name: 'theta', kind: 'parameter', value: 1 };
const given = { ...theta, kind: 'input' };
const f = { name: 'f', kind: 'cost', parents: ['theta'], expression: 'theta' };
const of = (count: number, make: (i: number) => object) => Array.from({ length: count }, (_, i) => make(i));

/** A document with so much of one thing. */
const HOLDING: Readonly<Record<string, (size: number) => object>> = {
  title: (size) => ({ title: 't'.repeat(size) }),
  about: (size) => ({ about: '$x$'.repeat(size).slice(0, size) }),
  label: (size) => ({ nodes: [{ ...theta, label: 'l'.repeat(size) }, f] }),
  "a plan's name": (size) => ({ plans: [{ name: 'p'.repeat(size) }] }),
  "a picture's title": (size) => ({
    nodes: [theta, f, { name: 'y', kind: 'deterministic', parents: ['theta'] }],
    pictures: [{ kind: 'images', title: 'p'.repeat(size), show: ['y'] }],
  }),
  nodes: (size) => ({ nodes: of(size, (i) => ({ ...given, name: `t${i}` })) }),
  parameters: (size) => ({ nodes: of(size, (i) => ({ ...theta, name: `t${i}` })) }),
  dataSets: (size) => ({
    nodes: [
      theta,
      f,
      ...of(size, (i) => ({ name: `d${i}`, kind: 'input', value: { data: 'ring', seed: i } })),
    ],
  }),
  edges: (size) => ({
    nodes: [
      ...of(1000, (i) => ({ ...given, name: `t${i}` })),
      ...of(Math.ceil(size / 1000), (k) => ({
        name: `y${k}`,
        kind: 'deterministic',
        parents: of(Math.min(1000, size - 1000 * k), () => ({})).map((_, i) => `t${i}`),
      })),
    ],
  }),
  plans: (size) => ({ plans: of(size, (i) => ({ name: `p${i}` })) }),
  pictures: (size) => ({
    nodes: [theta, f, { name: 'y', kind: 'deterministic', parents: ['theta'] }],
    pictures: of(size, (i) => ({ kind: 'images', title: `p${i}`, show: ['y'] })),
  }),
  references: (size) => ({
    nodes: [theta, ...of(1000, (i) => ({ name: `x${i}`, kind: 'stochastic', parents: ['theta'] }))],
    plans: of(Math.ceil(size / 1000), (k) => ({
      name: `p${k}`,
      nodes: Object.fromEntries(
        of(Math.min(1000, size - 1000 * k), () => ({})).map((_, i) => [`x${i}`, { estimator: 'score' }]),
      ),
    })),
  }),
  unread: (size) => Object.fromEntries(of(size, () => ({})).map((_, i) => [`q${i}`, 1])),
  expressions: (size) => ({
    nodes: [
      theta,
      ...of(Math.ceil(size / 1000), (k) => ({
        name: `y${k}`,
        kind: 'deterministic',
        parents: ['theta'],
        expression: 'theta'.padEnd(Math.min(1000, size - 1000 * k)),
      })),
    ],
  }),
  tensor: (size) => ({
    nodes: [theta, f, { name: 'a', kind: 'input', value: { shape: [size - 1], init: 'zeros' } }],
  }),
  place: (size) => ({ nodes: [{ ...theta, at: [0, -size] }, f] }),
};

const KEYS: Readonly<Record<string, keyof typeof LIMITS>> = {
  "a plan's name": 'label',
  "a picture's title": 'title',
};

const isLimit = (key: string): key is keyof typeof LIMITS => Object.hasOwn(LIMITS, key);

describe.each(Object.keys(HOLDING))('%s', (key) => {
  const limit = LIMITS[isLimit(key) ? key : (KEYS[key] ?? 'title')];
  const read = (size: number) =>
    parseDraft({ scg: 1, title: 't', nodes: [theta, f], ...HOLDING[key]?.(size) });

  test('opens at its limit', () => {
    const { document, findings } = read(limit);
    expect(document).toBeDefined();
    expect(findings.filter(({ code }) => code !== 'unknown-field')).toEqual([]);
  });

  test('is refused beyond it, in words with the mend', () => {
    const { document, findings } = read(limit + 1);
    expect(document).toBeUndefined();
    const words = findings.map(inWords).filter(({ code }) => code === 'too-large' || code === 'wrong-value');
    expect(words).toHaveLength(1);
    expect(words[0]?.message).toMatch(key === 'place' ? '10000' : /\d+; at most [\d,]+ fit/);
    expect(words[0]?.hint).toMatch(/\w{4}/);
  });
});

test('many small arrays are as large as they are together', () => {
  const nodes = of(2000, (i) => ({ name: `a${i}`, kind: 'input', value: { shape: [501], init: 'zeros' } }));
  expect(parseDraft({ scg: 1, nodes }).findings).toMatchObject([
    { code: 'too-large', facts: { size: 1_002_000 } },
  ]);
});
