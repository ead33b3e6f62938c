import type { NoiseKind } from '../base/noise';
import { CountedNoise, OWN_DRAW } from '../compile/noise';
import { SourceNumbers } from '../compile/sourceNumbers';
import type { Distribution, Noise } from '../distributions/contract';
import { Builder, type Value } from '../ir/builder';
import type { Shape } from '../ir/shape';
import { constantArgs } from './distributionArgs';
import type { DistributionSetting } from './distributionSettings';

/** Noise as the first node of a program takes it. */
export function countedNoise(b: Builder): Noise {
  return new CountedNoise(b, new SourceNumbers(), OWN_DRAW);
}

/** The value in place of the only source that a draw takes. */
export function onlyNoise(value: Value): Noise {
  return { uniform: () => value, normal: () => value, logGamma: () => value };
}

/** The sources that a distribution takes for one draw, in order. */
export function noiseKinds(
  distribution: Distribution,
  { args }: DistributionSetting,
): (NoiseKind | 'gamma')[] {
  const b = new Builder();
  const kinds: (NoiseKind | 'gamma')[] = [];
  const stand = (kind: NoiseKind | 'gamma', shape: Shape) => {
    kinds.push(kind);
    return b.feed(`${kind} ${kinds.length}`, shape);
  };
  distribution.sample(b, constantArgs(b, distribution, args), [], {
    uniform: (shape) => stand('uniform', shape),
    normal: (shape) => stand('normal', shape),
    logGamma: ({ shape }) => stand('gamma', shape),
  });
  return kinds;
}
