import type { Plan } from '../document/types';
import type { NoiseDraw } from './noise';

/** How the M samples of an estimate are laid out. */
export interface SampleLayout {
  /** Samples that one program holds side by side. */
  readonly draws: readonly NoiseDraw[];
  /** How often an executor runs the program for one estimate; the mean is taken. */
  readonly repeats: number;
}

/**
 * The samples of a plan: where they do not see one another, an executor repeats a program of one sample, or of one
 * pair of mirrored samples; where a sample's baseline or rank is made from the others, one program holds them all.
 * `unit`: the smallest independent part alone, one sample or one pair.
 */
export function sampleLayout({ samples = 1, antithetic = false, nodes }: Plan, unit: boolean): SampleLayout {
  const pair = [false, true].map((mirrored) => ({ sample: 0, copy: 0, mirrored }));
  const single = pair.slice(0, 1);
  const part = antithetic ? pair : single;
  const parts = samples / part.length;
  if (unit || !seeOneAnother(nodes)) return { draws: part, repeats: parts };
  const draws = Array.from({ length: parts }, (_, sample) => part.map((draw) => ({ ...draw, sample })));
  return { draws: draws.flat(), repeats: 1 };
}

function seeOneAnother(nodes: Plan['nodes']): boolean {
  return Object.values(nodes).some(
    (entry) =>
      entry.estimator === 'score' &&
      typeof entry.baseline === 'object' &&
      (entry.baseline.kind === 'leaveOneOut' || entry.baseline.kind === 'ranks'),
  );
}
