import { type Family, METHODS, type Method } from '../../presets/reinforcement/methods';
import type { Palette } from '../ui/palette';

/** A hue for each family, by its place among the plans' colours, and what the family differentiates. */
const FAMILIES: Readonly<Record<Family, { readonly colour: number; readonly words: string }>> = {
  score: { colour: 0, words: 'score of the actions' },
  weak: { colour: 4, words: 'weak derivative' },
  critic: { colour: 2, words: 'through a critic' },
  model: { colour: 1, words: 'through a model' },
  parameters: { colour: 3, words: 'score of the gain' },
};

/** Of all families, in the order of their methods. */
export const FAMILY_WORDS: readonly string[] = [
  ...new Set(METHODS.map(({ family }) => FAMILIES[family].words)),
];

/** Within a family methods differ by line and sign. */
const VARIANTS = [
  { dash: 'solid', symbol: 'circle', sign: '●' },
  { dash: 'dash', symbol: 'square', sign: '■' },
  { dash: 'dot', symbol: 'diamond', sign: '◆' },
  { dash: 'dashdot', symbol: 'triangle-up', sign: '▲' },
] as const;

export interface MethodLook {
  /** The colour as CSS. */
  readonly css: string;
  readonly dash: (typeof VARIANTS)[number]['dash'];
  readonly symbol: (typeof VARIANTS)[number]['symbol'];
  readonly sign: string;
  readonly familyWords: string;
}

const looks = new Map(
  METHODS.map((method): [string, MethodLook] => {
    const { colour, words } = FAMILIES[method.family];
    const place = METHODS.filter(({ family }) => family === method.family).indexOf(method);
    const variant = VARIANTS[place % VARIANTS.length] ?? VARIANTS[0];
    return [method.id, { css: `var(--plan-${colour + 1})`, familyWords: words, ...variant }];
  }),
);

export function lookOf({ id }: Method): MethodLook {
  const look = looks.get(id);
  if (!look) throw new Error(`${id} has no look`);
  return look;
}

export function colourOf({ family }: Method, { plans, ink }: Palette): string {
  return plans[FAMILIES[family].colour] ?? ink;
}
