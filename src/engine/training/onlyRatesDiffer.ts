import type { TrainingOrder } from './contract';

type Open = Extract<TrainingOrder, { kind: 'open' }>;

/** Whether two orders differ in the rates of their optimizers alone, and in nothing that is trained. */
export function onlyRatesDiffer(before: Open, after: Open): boolean {
  return (
    before.seed === after.seed &&
    sameNumbers(before.start, after.start, (own) => [own]) &&
    sameNumbers(before.data, after.data, ({ train, heldOut }) => [train, heldOut]) &&
    JSON.stringify(before.document) !== JSON.stringify(after.document) &&
    withoutRates(before.document) === withoutRates(after.document)
  );
}

/**
 * Whether two maps hold the same numbers under the same names. A message copies them, so it is not enough to compare
 * references.
 */
function sameNumbers<T>(
  before: ReadonlyMap<string, T> | undefined,
  after: ReadonlyMap<string, T> | undefined,
  arrays: (value: T) => readonly Float32Array[],
): boolean {
  if ((before?.size ?? -1) !== (after?.size ?? -1)) return false;
  return [...(before ?? [])].every(([name, value]) => {
    const other = after?.get(name);
    if (other === undefined) return false;
    const [p, q] = [arrays(value), arrays(other)];
    return p.every((own, i) => own.length === q[i]?.length && own.every((x, k) => x === q[i]?.[k]));
  });
}

function withoutRates({ title: _, about: __, training, ...document }: Open['document']): string {
  const learning = JSON.stringify(training, (key, value: unknown) => (key === 'rate' ? undefined : value));
  return `${JSON.stringify(document, (key, value: unknown) => (key === 'at' ? undefined : value))} ${learning}`;
}
