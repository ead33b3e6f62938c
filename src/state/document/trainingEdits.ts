import {
  type Document,
  type Edited,
  type Optimizer,
  setTraining,
  TRAINING_DEFAULTS,
  type Training,
} from '../../engine';

/** Rates that a kind of optimizer begins with where it is chosen anew. */
const FIRST_RATES: Readonly<Record<Optimizer['kind'], number>> = {
  sgd: 0.05,
  momentum: 0.01,
  adam: 0.003,
  rmsProp: 0.003,
};

type Group = NonNullable<Training['groups']>[number];

/** Parameters that share an optimizer; the last group is that of all others, and has no place. */
export interface OptimizerGroup {
  readonly place: number | undefined;
  readonly parameters: readonly string[];
  readonly optimizer: Optimizer;
}

/** The groups of a document's parameters, those with an optimizer of their own first. */
export function optimizerGroups({ nodes, training }: Document): readonly OptimizerGroup[] {
  const groups = training?.groups ?? [];
  const own = new Set(groups.flatMap(({ parameters }) => parameters));
  const others = nodes.filter(({ kind, name }) => kind === 'parameter' && !own.has(name));
  return [
    ...groups.map((group, place) => ({ ...group, place })),
    {
      place: undefined,
      parameters: others.map(({ name }) => name),
      optimizer: training?.optimizer ?? TRAINING_DEFAULTS.optimizer,
    },
  ];
}

/** Sets fields of the training; `undefined` takes a field away. Refused where the document could not be trained so. */
export function withTraining(document: Document, patch: Partial<Training>): Edited {
  const merged = Object.entries({ ...document.training, ...patch }).filter(
    ([, value]) => value !== undefined,
  );
  return setTraining(document, merged.length > 0 ? Object.fromEntries(merged) : undefined);
}

export function withOptimizer(document: Document, place: number | undefined, optimizer: Optimizer): Edited {
  if (place === undefined) return withTraining(document, { optimizer });
  return withGroups(document, (groups) =>
    groups.map((group, i) => (i === place ? { ...group, optimizer } : group)),
  );
}

/** Another kind of optimizer, with a rate that suits it. */
export function optimizerOf(kind: Optimizer['kind']): Optimizer {
  return { kind, rate: FIRST_RATES[kind] };
}

/** Gives a parameter an optimizer of its own, first the same as it had. */
export function withOwnOptimizer(document: Document, parameter: string): Edited {
  const before = optimizerGroups(document).find(({ parameters }) => parameters.includes(parameter));
  const optimizer = before?.optimizer ?? TRAINING_DEFAULTS.optimizer;
  return withGroups(document, (groups) => [
    ...without(groups, parameter),
    { parameters: [parameter], optimizer },
  ]);
}

/** Puts the parameters of a group back to all others. */
export function withoutGroup(document: Document, place: number): Edited {
  return withGroups(document, (groups) => groups.filter((_, i) => i !== place));
}

/** Every rate times a factor: what mends a training that left the finite numbers. */
export function withScaledRates(document: Document, factor: number): Edited {
  const scaled = (optimizer: Optimizer): Optimizer => ({
    ...optimizer,
    rate: Number((optimizer.rate * factor).toPrecision(6)),
  });
  return withTraining(document, {
    optimizer: scaled(document.training?.optimizer ?? TRAINING_DEFAULTS.optimizer),
    groups: document.training?.groups?.map((group) => ({ ...group, optimizer: scaled(group.optimizer) })),
  });
}

function withGroups(document: Document, change: (groups: readonly Group[]) => readonly Group[]): Edited {
  const groups = change(document.training?.groups ?? []);
  return withTraining(document, { groups: groups.length > 0 ? groups : undefined });
}

function without(groups: readonly Group[], parameter: string): readonly Group[] {
  return groups.flatMap((group) => {
    const parameters = group.parameters.filter((name) => name !== parameter);
    return parameters.length > 0 ? [{ ...group, parameters }] : [];
  });
}
