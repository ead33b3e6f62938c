import type { NormalForm, NormalNode, Refusal, Relation, Step } from './contract';

type Outcome = NormalForm | { readonly step: Step; readonly why: Refusal };

/**
 * What `merge`, `share`, `hold` and `rename` make of a normal form, in the order given; the other steps are done by
 * then.
 */
export function rewriteForm(form: NormalForm, steps: readonly Step[]): Outcome {
  let current = form;
  for (const step of steps) {
    const next = take(current, step);
    if ('kind' in next) return { step, why: next };
    current = next;
  }
  return current;
}

function take(form: NormalForm, step: Step): NormalForm | Refusal {
  switch (step.kind) {
    case 'fix':
    case 'give':
    case 'drop':
      return form;
    case 'merge':
      return merge(form, step.nodes, step.as, mergeRefusal);
    case 'share':
      return merge(form, step.nodes, step.as, shareRefusal);
    case 'hold':
      return hold(form, step.parameter, step.in);
    case 'rename':
      return merge(form, [step.node], step.as, mergeRefusal);
  }
}

/** Several nodes as one under another name. */
function merge(
  form: NormalForm,
  names: readonly string[],
  as: string,
  refusalOf: typeof mergeRefusal,
): NormalForm | Refusal {
  const merged: NormalNode[] = [];
  for (const name of new Set(names)) {
    const node = nodeNamed(form, name);
    if (!node) return { kind: 'unknown', node: name };
    merged.push(node);
  }
  const [first, ...others] = merged;
  if (!first) return form;
  const taken = nodeNamed(form, as);
  if (taken && !merged.includes(taken)) return { kind: 'taken', name: as };
  for (const other of others) {
    const why = refusalOf(form, first, other);
    if (why) return why;
  }
  const replaced = new Set(merged.map(({ name }) => name));
  const renamed = <R extends { readonly from: string; readonly to: string }>(relation: R): R => ({
    ...relation,
    from: replaced.has(relation.from) ? as : relation.from,
    to: replaced.has(relation.to) ? as : relation.to,
  });
  const own = merged.flatMap(({ name, standsFor }) => (name === as ? standsFor : [name, ...standsFor]));
  // A name to read by is written in place of the old one.
  const parts = others.length === 0 && first.parts.length === 1 ? [as] : merged.flatMap((node) => node.parts);
  const whole: NormalNode = { ...first, name: as, standsFor: [...new Set(own)], parts };
  return {
    ...form,
    nodes: form.nodes.flatMap((node) => (node === first ? [whole] : merged.includes(node) ? [] : [node])),
    relations: distinct(form.relations.map(renamed)),
    declared: form.declared.map(renamed),
  };
}

/** Every relation once; where a derivative and a value join, the derivative stays. */
function distinct(relations: readonly Relation[]): Relation[] {
  const byKey = new Map<string, Relation>();
  for (const relation of relations) {
    const { kind, from, to } = relation;
    const key = `${kind === 'derivative' ? 'value' : kind} ${from} ${to}`;
    if (!byKey.has(key) || kind === 'derivative') byKey.set(key, relation);
  }
  return [...byKey.values()];
}

function mergeRefusal(form: NormalForm, first: NormalNode, other: NormalNode): Refusal | undefined {
  if (first.role !== other.role || first.estimator !== other.estimator)
    return { kind: 'several-roles', nodes: [first.name, other.name] };
  switch (first.role) {
    case 'cost':
      return costsRefusal(form, first.name, other.name);
    case 'input':
      return undefined;
    case 'parameter':
    case 'noise':
    case 'circle':
    case 'square':
      return areTwins(form, first.name, other.name)
        ? undefined
        : { kind: 'used-apart', nodes: [first.name, other.name] };
  }
}

function shareRefusal(_: NormalForm, first: NormalNode, other: NormalNode): Refusal | undefined {
  const odd = [first, other].find(({ role }) => role !== 'noise');
  if (odd) return { kind: 'role', node: odd.name, role: odd.role, wanted: ['noise'] };
  return first.estimator === other.estimator
    ? undefined
    : { kind: 'several-roles', nodes: [first.name, other.name] };
}

/** A parameter that one of the costs does not reach descends both alike, if it is declared to. */
function costsRefusal({ relations, declared }: NormalForm, a: string, b: string): Refusal | undefined {
  const circles = (cost: string) =>
    relations.flatMap(({ kind, from, to }) => (kind === 'credit' && to === cost ? [from] : []));
  const parameters = (cost: string) =>
    relations.flatMap(({ kind, from, to }) => (kind === 'trains' && from === cost ? [to] : []));
  const isDeclared = (cost: string, name: string) =>
    declared.some(({ from, to }) => from === cost && to === name);
  const [circle] = unshared(circles(a), circles(b));
  if (circle !== undefined) return { kind: 'credited-apart', costs: [a, b], circle };
  const parameter = unshared(parameters(a), parameters(b)).find(
    (name) => !isDeclared(a, name) || !isDeclared(b, name),
  );
  return parameter === undefined ? undefined : { kind: 'trained-apart', costs: [a, b], parameter };
}

function unshared(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((name) => !b.includes(name)), ...b.filter((name) => !a.includes(name))];
}

/** Whether two nodes have the same relations to all others. */
export function areTwins({ relations }: NormalForm, a: string, b: string): boolean {
  const of = (name: string) =>
    new Set(
      relations.flatMap(({ kind, from, to }) =>
        from === name ? [`${kind} to ${to}`] : to === name ? [`${kind} from ${from}`] : [],
      ),
    );
  const [first, second] = [of(a), of(b)];
  return first.size === second.size && [...first].every((line) => second.has(line));
}

function hold(form: NormalForm, parameter: string, name: string): NormalForm | Refusal {
  const node = nodeNamed(form, parameter);
  if (!node) return { kind: 'unknown', node: parameter };
  if (!nodeNamed(form, name)) return { kind: 'unknown', node: name };
  if (node.role !== 'parameter')
    return { kind: 'role', node: parameter, role: node.role, wanted: ['parameter'] };
  const isLink = ({ from, to }: Relation): boolean => from === parameter && to === name;
  if (form.relations.some((relation) => isLink(relation) && relation.kind === 'derivative'))
    return { kind: 'differentiated', parameter, in: name };
  return {
    ...form,
    relations: form.relations.filter((relation) => !(isLink(relation) && relation.kind === 'value')),
  };
}

function nodeNamed({ nodes }: NormalForm, name: string): NormalNode | undefined {
  return nodes.find((node) => node.name === name);
}
