import { expect, test } from 'vitest';
import { analyse } from '../analysis/analyse';
import { checkGraph } from '../check/check';
import { feedsOf } from '../compile/feeds';
import { compilePlans } from '../compile/plan';
import { FindingError } from '../diagnostics/types';
import { describe } from '../diagnostics/words';
import { connect, disconnect, duplicateNodes, moveNodes, removeNodes } from '../document/edits';
import { parseDocumentText } from '../document/parse';
import { duplicatePlan, removePlan, renamePlan, setNodePlan } from '../document/planEdits';
import { renameNode } from '../document/rename';
import { serializeDocument } from '../document/serialize';
import type { Document } from '../document/types';
import { compare } from '../equivalence/compare';
import { exactTruth } from '../exact/truth';
import { prepareReference } from '../executors/reference/reference';
import { objectiveLatex, theorem1Latex } from '../export/latex';
import { estimatorLatexText } from '../export/latexText';
import { completionsAt } from '../expression/completion';
import { printProgram } from '../ir/print';
import { modelOf } from '../model/model';
import { decodeShare, encodeShare } from '../share/share';
import type { ParameterNumbers } from '../training/contract';
import { Chance } from './fuzz/chance';
import { type Names, namedDocument } from './namedDocument';
import { trainPlans } from './trainPlans';

/** What every object has a field for. */
const INHERITED =
  'constructor toString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString';
/** What lists, maps, functions and promises have fields for, and words of the language and of the format. */
const OTHERS =
  'toJSON length then ' +
  'catch name prototype caller arguments call apply bind map filter find includes indexOf push sort join keys ' +
  'values entries forEach size has get set add delete clear at of in undefined null NaN Infinity true false this ' +
  'function return eval kind nodes plans parents args value title seed shape init data trains samples';
const ODD_PLANS = [
  '__proto__',
  'constructor',
  'toString',
  '__defineGetter__',
  '0',
  'length',
  'hasOwnProperty',
];

/** Names drawn from a seed, and plain ones as long as each. */
function namesOf(seed: number): { readonly odd: Names; readonly plain: Names } {
  const chance = new Chance(seed);
  const drawn = <T>(all: readonly T[], count: number): T[] => {
    const rest = [...all];
    return Array.from({ length: count }, () => rest.splice(chance.below(rest.length), 1)).flat();
  };
  const nodes = [...drawn(INHERITED.split(' '), 5), ...drawn(OTHERS.split(' '), 4)];
  const odd = { nodes: drawn(nodes, 9), plans: drawn(ODD_PLANS, 3) };
  // In the order of the odd ones, should anything be sorted by name.
  const order = [...odd.nodes].sort();
  const plain = {
    // As long as each, since short names are written in another way, and of letters alone like them.
    nodes: odd.nodes.map((name) => `Q${'ABCDEFGHI'[order.indexOf(name)]}`.padEnd(name.length, 'q')),
    plans: odd.plans.map((_, i) => `QP${i}`),
  };
  return { odd, plain };
}

/** What every layer makes of a document, as text. */
async function everything(document: Document, { nodes: names, plans: planNames }: Names): Promise<string[]> {
  const told: string[] = [];
  const tell = (layer: string, value: unknown) => told.push(`${layer}: ${textOf(value)}`);
  const parsed = parseDocumentText(JSON.stringify(document));
  tell('parsed', parsed.findings.map(describe));
  const read = parsed.document;
  if (!read) return told;
  tell('saved', serializeDocument(read));
  tell('shared', decodeShare(encodeShare(read)));

  const model = modelOf(read);
  tell('checked', checkGraph(model));
  for (const plan of read.plans) {
    const { structure: _, ...analysis } = analyse(model, plan);
    tell('analysis', analysis);
    tell(
      'estimator',
      words(() => estimatorLatexText(model, plan)),
    );
    tell('objective', objectiveLatex(analyse(model, plan)));
    tell('theorem', theorem1Latex(analyse(model, plan), names[0] ?? '', 'score-times-downstream'));
  }
  const feeds = feedsOf(read);
  tell('feeds', feeds);
  for (const { compiled } of compilePlans(model)) {
    tell('program', printProgram(compiled.program));
    const runner = prepareReference(compiled.program);
    tell('run', runner.runNow({ seed: 1, first: 0, count: 4, feeds, raw: 4 }));
  }
  // Of one plan, and of one that adds no noise: two more dimensions take a minute.
  const cheap = read.plans.filter(({ nodes }) =>
    names.every((name) => nodes[name]?.estimator !== 'concrete'),
  );
  tell('truth', exactTruth(model, cheap.slice(0, 1), feeds));
  const [left, right] = read.plans;
  if (left && right)
    tell(
      'compared',
      words(() => compare({ document: read, plan: left }, { document: read, plan: right })),
    );
  const learned: ReadonlyMap<string, ParameterNumbers> = await trainPlans(read, 1, {
    plan: left?.name ?? '',
    steps: 3,
  });
  tell('learned', learned);

  const [theta = '', , other = '', u = '', x = '', b = '', y = '', f = ''] = names;
  const [first = '', second = ''] = planNames;
  tell('renamed', renameNode(read, x, `${y}New`));
  tell('taken', renameNode(read, x, y));
  tell('connected', connect(read, u, x));
  tell('a cycle', connect(read, f, theta));
  tell('disconnected', disconnect(read, b, y));
  tell('removed', removeNodes(read, [b, other]));
  tell('duplicated', duplicateNodes(read, [x, y]));
  tell('moved', moveNodes(read, new Map([[x, [3, 4]]])));
  tell('planned', setNodePlan(read, first, b, undefined));
  tell('plan again', setNodePlan(read, second, x, { estimator: 'score' }));
  tell('plan renamed', renamePlan(read, first, second));
  tell('plan duplicated', duplicatePlan(read, second));
  tell('plan removed', removePlan(read, first));
  tell('completed', completionsAt('', 0, names));
  return told;
}

/** What was thrown in words is a result, too. */
function words<T>(make: () => T): T | readonly unknown[] {
  try {
    return make();
  } catch (error) {
    if (error instanceof FindingError) return error.findings.map(describe);
    throw error;
  }
}

/** JSON, with maps, sets and arrays of numbers as lists. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, own: unknown) =>
    own instanceof Map || own instanceof Set || ArrayBuffer.isView(own)
      ? Array.from(own as Iterable<unknown>)
      : own,
  );
}

const SEEDS = Array.from({ length: 6 }, (_, i) => i + 1);

test.each(SEEDS)('names that stand for something elsewhere change nothing, seed %i', async (seed) => {
  const { odd, plain } = namesOf(seed);
  const renaming = new Map(
    [...plain.nodes, ...plain.plans].map((name, i) => [name, [...odd.nodes, ...odd.plans][i]]),
  );
  const expected = await everything(namedDocument(seed, plain), plain);
  const own = await everything(namedDocument(seed, odd), odd);
  expect(own).toEqual(
    expected.map((text) => text.replace(/Q(P\d|[A-I]q*)/g, (name) => renaming.get(name) ?? name)),
  );
});
