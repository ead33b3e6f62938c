import type { Document } from '../../src/engine';
import type { TrainingNews } from '../../src/engine/training/contract';
import type { TruthNews } from '../../src/engine/truth/contract';
import { documentHistory, EMPTY_DOCUMENT, startWith, useDocument } from '../../src/state/document/document';
import { clearRun, type RunState, runDocument, useRun } from '../../src/state/run/run';
import { useEmbed } from '../../src/state/shell/embed';
import { useMessages } from '../../src/state/shell/messages';
import { usePage } from '../../src/state/shell/page';
import { type SessionState, useSession } from '../../src/state/shell/session';
import { useKept } from '../../src/state/training/kept';
import { useOwnData } from '../../src/state/training/ownData';
import { trainFrom, useTraining } from '../../src/state/training/training';
import { useEquivalences } from '../../src/state/views/equivalences';
import { useEveryEstimator } from '../../src/state/views/everyEstimator';
import { resetGains, useGains } from '../../src/state/views/gains';
import { useOneLiners } from '../../src/state/views/oneLiners';
import { type PlanLook, snapshotOf } from './fixtures/run';
import { answerWith } from './stillWorker';

const EMPTYINGS = [
  emptying(useDocument),
  emptying(useRun),
  emptying(useEmbed),
  emptying(useMessages),
  emptying(usePage),
  emptying(useSession),
  emptying(useKept),
  emptying(useOwnData),
  emptying(useTraining),
  emptying(useEquivalences),
  emptying(useEveryEstimator),
  emptying(useGains),
  emptying(useOneLiners),
];

interface Store<S> {
  readonly getInitialState: () => S;
  readonly setState: (state: S, replace: true) => void;
}

function emptying<S>({ getInitialState, setState }: Store<S>): () => void {
  return () => setState(getInitialState(), true);
}

/** As if the page had just been opened, with nothing in it. */
export function emptyStores(): void {
  answerWith({});
  clearRun();
  resetGains();
  for (const empty of EMPTYINGS) empty();
  documentHistory.getState().clear();
}

/** A document, and how it is looked at. */
export function open(document: Document, look: Partial<SessionState> = {}): void {
  startWith(document);
  useSession.setState(look);
}

interface RunLook {
  readonly plans: readonly PlanLook[];
  readonly truth?: readonly TruthNews[];
  readonly estimates?: number;
  readonly state?: Partial<RunState>;
}

/** A run of the document that is open. */
export function run({ plans, truth = [], estimates, state = {} }: RunLook): void {
  const { document } = useDocument.getState();
  answerWith({
    run: ({ kind }) =>
      kind === 'open'
        ? [
            { kind: 'snapshot', snapshot: snapshotOf(document, plans, estimates) },
            { kind: 'status', status: { state: 'running', diagnostics: [], notice: undefined } },
          ]
        : [],
    truth: () => truth,
  });
  runDocument(document);
  useRun.setState(state);
}

/** A training of the document that is open. */
export function train(news: readonly TrainingNews[]): void {
  answerWith({ training: ({ kind }) => (kind === 'open' ? news : []) });
  trainFrom(new Map());
}

export { EMPTY_DOCUMENT };
