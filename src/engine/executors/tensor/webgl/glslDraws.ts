import { sampleWord } from '../../../base/noise';
import type { Quirks } from '../../webgl/context';
import { firstRejectionBlock } from '../../webgl/glslDraws';
import type { GlslName } from '../../webgl/glslFunctions';
import type { GammaKernel, NoiseKernel } from '../kernelPlan';
import { programText, read } from './glsl';

/** What rows of draws are counted by: see `KernelPlan`. */
export interface DrawCounting {
  readonly rows: number;
  readonly samples: number;
  readonly quirks: Quirks;
}

/** One word of a counter after the linear step of the hash: see `hash` of the fused executor. */
const LINEAR_STEP = '#define linearStep(word) ((word) * 1664525u + 1013904223u)';

/** What makes a draw from a word. */
const UNIFORMS = { uniform: 'uniformFrom', logUniform: 'logUniform', nearZero: 'nearZero' } as const;

/** The program of a noise kernel: it hashes a counter for every number, and nothing random is uploaded. */
export function noiseText(kernel: NoiseKernel, counting: DrawCounting): string {
  const { noise, mirrored } = kernel;
  const made = noise === 'normal' ? undefined : UNIFORMS[noise];
  const draw = made
    ? [
        'uint word = lane < 2u ? (lane == 0u ? words.x : words.y) : (lane == 2u ? words.z : words.w);',
        `setOutput(${made}(${mirrored ? '~word' : 'word'}));`,
      ]
    : [
        'uvec2 pair = lane < 2u ? words.xy : words.zw;',
        'float t = angleFrom(pair.y);',
        'float s = halfSine(t);',
        'setOutput(radiusFrom(pair.x) * ((lane & 1u) == 0u ? 1.0 - 2.0 * s * s : 2.0 * s * halfCosine(t)));',
      ];
  const functions: GlslName[] = [
    'select',
    'hash',
    ...(made ? [made] : (['radiusFrom', 'angleFrom'] as const)),
  ];
  return programText(
    [
      ...counterLines(kernel, counting),
      `uint index = uint(at - row * ${kernel.width}) + ${kernel.source.index}u;`,
      'uint lane = index & 3u;',
      'uvec4 words = hash(first, second, third, linearStep(index >> 2));',
      ...draw,
    ],
    functions,
    definesFor(counting),
  );
}

/** The program of a gamma kernel; the concentrations stand in input 0 from `offset` on. */
export function gammaText(kernel: GammaKernel, offset: number, counting: DrawCounting): string {
  const flip = kernel.mirrored ? '0xffffffffu' : '0u';
  const stride = firstRejectionBlock(1) - firstRejectionBlock(0);
  return programText(
    [
      ...counterLines(kernel, counting),
      `uint block = uint(at - row * ${kernel.width}) * ${stride}u + ${firstRejectionBlock(kernel.source.index)}u;`,
      `setOutput(logStandardGamma(${read(0, `at + ${offset}`)}, first, second, third, block, ${flip}));`,
    ],
    ['select', 'infinity', 'logStandardGamma'],
    definesFor(counting),
  );
}

/** The first three words of the counter, their linear step taken, of the row that a fragment draws for. */
function counterLines({ count, width, source }: NoiseKernel | GammaKernel, counting: DrawCounting): string[] {
  const { rows, samples } = counting;
  return [
    'int at = getOutputCoords();',
    `int row = at / ${width};`,
    `int drawnRow = row * ${rows / count};`,
    `int estimate = drawnRow / ${samples};`,
    `int sampleNumber = drawnRow - estimate * ${samples};`,
    'uint first = linearStep(uint(counter.x));',
    'uint second = linearStep(uint(counter.y + estimate));',
    `uint third = linearStep(uint(sampleNumber) + ${sampleWord(source.sample, source.copy) >>> 0}u);`,
  ];
}

function definesFor({ quirks }: DrawCounting): string[] {
  return [...(quirks.slowShifts ? ['#define SLOW_SHIFTS'] : []), LINEAR_STEP];
}
