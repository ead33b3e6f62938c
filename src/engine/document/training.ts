import { isError } from '../diagnostics/words';
import { trainingFindings } from './checkTraining';
import type { Edited } from './edited';
import { readTraining } from './readTraining';
import type { Optimizer, Training } from './trainingTypes';
import type { Document } from './types';

/** An optimizer with every setting. */
export type CompleteOptimizer = {
  [K in Optimizer['kind']]: Required<Extract<Optimizer, { kind: K }>>;
}[Optimizer['kind']];

/** How a document is trained, with every default filled in. */
export interface TrainingSettings {
  readonly rows: number;
  readonly samples: number;
  /** By parameter, in the document's order. */
  readonly optimizers: ReadonlyMap<string, CompleteOptimizer>;
  /** Steps after which it pauses by itself; undefined: never. */
  readonly steps: number | undefined;
}

/** The settings that a document leaves out. */
export const TRAINING_DEFAULTS = { rows: 64, samples: 1, optimizer: { kind: 'adam', rate: 0.003 } } as const;

/** Of every kind of optimizer: the settings that it may leave out. */
export const OPTIMIZER_DEFAULTS = {
  sgd: {},
  momentum: { decay: 0.9 },
  adam: { decay: 0.9, squareDecay: 0.999 },
  rmsProp: { squareDecay: 0.9 },
} as const satisfies { readonly [K in Optimizer['kind']]: Partial<Extract<Optimizer, { kind: K }>> };

/** How the document is trained. */
export function trainingOf({ training = {}, nodes }: Document): TrainingSettings {
  const { rows, samples, optimizer, groups = [], steps } = { ...TRAINING_DEFAULTS, ...training };
  const own = new Map(
    groups.flatMap((group) => group.parameters.map((name) => [name, group.optimizer] as const)),
  );
  const optimizers = nodes.flatMap(({ kind, name }) =>
    kind === 'parameter' ? [[name, completeOptimizer(own.get(name) ?? optimizer)] as const] : [],
  );
  return { rows, samples, optimizers: new Map(optimizers), steps };
}

export function completeOptimizer(optimizer: Optimizer): CompleteOptimizer {
  switch (optimizer.kind) {
    case 'sgd':
      return optimizer;
    case 'momentum':
      return { ...OPTIMIZER_DEFAULTS.momentum, ...optimizer };
    case 'adam':
      return { ...OPTIMIZER_DEFAULTS.adam, ...optimizer };
    case 'rmsProp':
      return { ...OPTIMIZER_DEFAULTS.rmsProp, ...optimizer };
  }
}

/**
 * Sets how the document is trained; undefined goes back to the defaults. Refused where it is not sound for its nodes.
 */
export function setTraining(document: Document, training: Training | undefined): Edited {
  const { training: before, ...rest } = document;
  if (training === before) return document;
  if (training === undefined) return rest;
  const names = {
    names: new Map(document.nodes.map((node) => [node.name, node])),
    unread: new Set<string>(),
    suggest: () => undefined,
  };
  const [finding] = [...readTraining(training).findings, ...trainingFindings(training, names)].filter(
    isError,
  );
  return finding ?? { ...document, training };
}
