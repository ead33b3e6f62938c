/** Of a sign in Inter, as a share of the size it is set in: the widest of each class, so that no text is wider than is thought. */
const CLASSES: readonly (readonly [signs: RegExp, width: number])[] = [
  [/[.,:;'ijlI! ]/, 0.3],
  [/[1|()[\]frt/⁰-⁹¹²³₀-₉]/, 0.45],
  [/[-⁻]/, 0.53],
  [/[02-9a-ln-vx-zα-ω]/, 0.66],
  [/[−+×=<>]/, 0.66],
  [/[A-HJ-LN-VX-Z]/, 0.76],
];
const WIDEST = 0.99;

/** About how wide a text stands in a figure, in px: rather too wide than too narrow. Needs no page, so that tests have it too. */
export function textWidth(text: string, size: number): number {
  return size * [...text].reduce((sum, sign) => sum + widthOf(sign), 0);
}

function widthOf(sign: string): number {
  return CLASSES.find(([signs]) => signs.test(sign))?.[1] ?? WIDEST;
}
