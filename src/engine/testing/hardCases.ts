import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document, NestedNumbers } from '../document/types';
import type { ExactAnswer, Verdict } from './exactAnswer';

/** A number for every coordinate of a parameter, nested as its value. */
type Coordinates = number | NestedNumbers;

/** A document that is hard to integrate, with the right answer, worked out apart from this engine. */
export interface HardCase {
  readonly name: string;
  readonly kind: string;
  /** Where the numbers come from; where there is none to be had, why. */
  readonly why: string;
  readonly document: Document;
  /** There is no expected cost, or no gradient: any number would be wrong. */
  readonly none?: true;
  /** An answer must be given: a refusal, however well worded, is a failure. */
  readonly must?: true;
  /** Takes many seconds: looked at where all are asked for. */
  readonly slow?: true;
  readonly cost?: number;
  readonly gradient?: Readonly<Record<string, Coordinates>>;
  readonly plans?: Readonly<
    Record<string, Readonly<Record<string, { readonly mean: Coordinates; readonly variance?: Coordinates }>>>
  >;
  /** Plans whose variance is infinite. */
  readonly infinite?: readonly string[];
  /** What may be said of a plan; «unknown» always may. */
  readonly verdicts?: Readonly<Record<string, Exclude<Verdict, 'unknown'>>>;
  /** Relative. */
  readonly tolerance?: number;
  /** Of what is 0 or cancels. Missing: 1e-9. */
  readonly absolute?: number;
}

type Written = Omit<HardCase, 'document'> & {
  readonly document: Omit<Document, 'title' | 'about'>;
};

const FOLDER = join(import.meta.dirname, 'hardCases');

/** All of them, file by file. */
export function loadHardCases(): HardCase[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.sort().flatMap((file) => {
    const cases = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Written[];
    return cases.map((own) => ({ ...own, document: { title: own.name, about: '', ...own.document } }));
  });
}

/** Row-major. */
function flat(values: Coordinates): number[] {
  return typeof values === 'number' ? [values] : values.flatMap(flat);
}

/**
 * Everything that is wrong with what the exact modes say of a case, in words; to give no answer is right where none
 * must be given.
 */
export function faultsOf(own: HardCase, answer: ExactAnswer | undefined): string[] {
  if (!answer) return own.must ? ['no answer'] : [];
  if (own.none) return [`${answer.cost} for what does not exist`];
  const found: string[] = [];
  const compare = (what: string, got: number | undefined, right: number) => {
    const off = Math.abs((got ?? Number.NaN) - right);
    const allowed = (own.tolerance ?? 1e-4) * Math.abs(right) + (own.absolute ?? 1e-9);
    if (!(off <= allowed)) found.push(`${what}: ${got} for ${right}`);
  };
  compare('cost', answer.cost, own.cost ?? Number.NaN);
  for (const [parameter, right] of Object.entries(own.gradient ?? {}))
    flat(right).forEach((value, k) => {
      compare(`gradient in ${parameter}[${k}]`, answer.gradient.get(parameter)?.[k], value);
    });
  for (const { plan, verdict, gradients } of answer.plans) {
    const wanted = own.verdicts?.[plan];
    if (wanted && verdict !== 'unknown' && verdict !== wanted) found.push(`${plan} is called ${verdict}`);
    for (const { parameter, mean, variance } of gradients) {
      const right = own.plans?.[plan]?.[parameter];
      if (own.infinite?.includes(plan) && Array.from(variance).some((v) => Number.isFinite(v) && v !== 0))
        found.push(`${plan}: variance ${variance} for one that is infinite`);
      if (!right) continue;
      flat(right.mean).forEach((value, k) => {
        compare(`${plan}, mean in ${parameter}[${k}]`, mean[k], value);
      });
      if (right.variance !== undefined)
        flat(right.variance).forEach((value, k) => {
          compare(`${plan}, variance in ${parameter}[${k}]`, variance[k], value);
        });
    }
  }
  return found;
}
