import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Analysis,
  costGroups,
  crossCheck,
  type Document,
  definitionsLatex,
  estimatorLatexText,
  isRefused,
  modelOf,
  type Node,
  nodeDensity,
  objectiveLatex,
  surrogateLatex,
  theorem1Latex,
  trainingCosts,
  updateNode,
} from '../engine';
import * as graphs from '../engine/analysis/graph';
import * as reverse from '../engine/autodiff/gradient';
import * as forwards from '../engine/compile/forward';
import { ExecutorError } from '../engine/executors/contract';
import { plainDevice } from '../engine/executors/tensor/plain/plain';
import * as lowering from '../engine/expression/lower';
import * as parsing from '../engine/expression/parse';
import { RunJob } from '../engine/run/job';
import { EntryRun } from '../engine/survey/entryRun';
import { TrainingSession } from '../engine/training/session';
import { truthAnswer } from '../engine/truth/truthReport';
import { findPreset } from '../presets/registry';
import { analysisOf, canRun, diagnosticsOf, meaningOf } from './document/derived';
import { currentDocument, edit, startWith } from './document/document';

/** What reads a text, writes its formula or a whole document into a program, differentiates one, or links a graph. */
const counted = {
  parse: vi.spyOn(parsing, 'parse'),
  lower: vi.spyOn(lowering, 'lower'),
  forward: vi.spyOn(forwards, 'forward'),
  gradient: vi.spyOn(reverse, 'gradient'),
  assemble: vi.spyOn(graphs, 'assemble'),
};
const NONE = { parse: 0, lower: 0, forward: 0, gradient: 0, assemble: 0 };

function counts(): typeof NONE {
  const found = Object.entries(counted).map(([name, spy]) => [name, spy.mock.calls.length]);
  return Object.fromEntries(found) as typeof NONE;
}

let fresh = 0;

/** The example with a formula that no thread has seen: all threads of a test are one. */
function exampleOf(id: string): Document {
  const document = findPreset(id)?.document;
  const cost = document?.nodes.find(({ kind }) => kind === 'cost');
  if (!document || cost?.kind !== 'cost') throw new Error(`no example ${id}`);
  return changed(document, cost.name, { expression: `${cost.expression} + ${fresh++}` });
}

/** A slider's move of the first parameter to `value`. */
function moved(document: Document, value: number): Document {
  const parameter = document.nodes.find(({ kind }) => kind === 'parameter');
  return changed(document, parameter?.name ?? '', { value });
}

function changed(document: Document, name: string, change: Partial<Node>): Document {
  const after = updateNode(document, name, change);
  if (isRefused(after)) throw new Error(`${name} cannot be changed`);
  return after;
}

/** What all views of the page ask of the document that is open. */
function look(): readonly Analysis[] {
  const document = currentDocument();
  canRun(document);
  diagnosticsOf(document);
  const model = modelOf(meaningOf(document));
  definitionsLatex(model);
  for (const { name } of document.nodes) nodeDensity(model, name);
  trainingCosts(model);
  return document.plans.flatMap((plan) => {
    const analysis = analysisOf(document, plan);
    if (!analysis) return [];
    objectiveLatex(analysis);
    for (const group of costGroups(document)) surrogateLatex(analysis, group);
    for (const { name, kind } of document.nodes)
      if (kind === 'parameter') theorem1Latex(analysis, name, 'cost-times-scores');
    estimatorLatexText(model, plan);
    return [analysis];
  });
}

/** A document as a worker gets it: nothing in it is an object that was there before. */
const sent = (document: Document): Document => structuredClone(document);

/** Whoever works with a document, on the page or in a worker: shows the one after the other. */
type Side = (documents: readonly [Document, ...Document[]], between: () => void) => void | Promise<void>;

const SIDES: readonly (readonly [string, Side])[] = [
  [
    'the page',
    ([first, ...others], between) => {
      startWith(first);
      look();
      for (const document of others) {
        between();
        edit(() => document);
        look();
      }
    },
  ],
  [
    'the run',
    (documents, between) => {
      const none = () => Promise.reject(new ExecutorError('no-webgl2', 'none here'));
      const outlet = { tell: () => {}, beat: () => {}, stir: () => {}, fail: () => {} };
      const job = new RunJob(outlet, { make: none });
      for (const [i, document] of documents.entries()) {
        if (i > 0) between();
        job.take({ kind: 'open', document: sent(document), seed: 1 });
      }
    },
  ],
  [
    'the truth and its check',
    (documents, between) => {
      for (const [i, document] of documents.entries()) {
        if (i > 0) between();
        const model = modelOf(sent(document));
        const { exact } = truthAnswer(model);
        const check = exact && crossCheck(model, exact, 0.02);
        while (check && !check.next().done);
      }
    },
  ],
  [
    'the survey',
    ([first, ...others], between) => {
      const entry = (document: Document) => ({
        id: 'a',
        document: sent(document),
        estimates: 100,
        milliseconds: 100,
        timed: false,
      });
      const run = new EntryRun(entry(first));
      for (const document of others) {
        between();
        expect(run.reopen(entry(document))).toBe(true);
      }
    },
  ],
  [
    'training',
    async (documents, between) => {
      for (const [i, document] of documents.entries()) {
        if (i > 0) between();
        const job = { document: sent(document), seed: 1 };
        (await TrainingSession.open(job, [plainDevice], () => performance.now())).close();
      }
    },
  ],
];

const DOCUMENTS = ['simple-1', 'rough', 'simple-5', 'both-terms'] as const;

beforeEach(() => {
  for (const spy of Object.values(counted)) spy.mockClear();
});

describe.each(SIDES)('a slider that moves in %s', (_, show) => {
  test.each(DOCUMENTS)('reads, links, writes and differentiates nothing of %s', async (id) => {
    const document = exampleOf(id);
    const seen: (typeof NONE)[] = [];
    const note = () => {
      seen.push(counts());
      for (const spy of Object.values(counted)) spy.mockClear();
    };
    await show([document, moved(document, 0.61), moved(document, 0.62), { ...document, seed: 5 }], note);
    note();
    const [opened, ...slid] = seen;
    expect(opened?.parse).toBeGreaterThan(0);
    expect(opened?.lower).toBeGreaterThan(0);
    expect(slid).toEqual([NONE, NONE, NONE]);
  });
});

test('an edit of one formula reads that one alone', () => {
  const document = exampleOf('simple-5');
  startWith(document);
  look();
  for (const spy of Object.values(counted)) spy.mockClear();
  edit(() => changed(document, 'f2', { expression: `x2^2 + ${fresh++}` }));
  look();
  expect(counts().parse).toBe(1);
});

test('while numbers change, analyses and diagnoses stay the same objects', () => {
  const document = exampleOf('simple-5');
  startWith(document);
  const before = look();
  const diagnoses = diagnosticsOf(currentDocument());
  edit(() => moved(document, 0.63));
  expect(look().map((own, i) => own === before[i])).toEqual(document.plans.map(() => true));
  expect(diagnosticsOf(currentDocument())).toBe(diagnoses);
  edit(() => exampleOf('simple-5'));
  expect(look().map((own, i) => own === before[i])).toEqual(document.plans.map(() => false));
});
