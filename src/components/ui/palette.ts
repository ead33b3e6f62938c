/**
 * The colours of the tokens as text, for what is drawn outside of CSS: canvases and figures. Read again when the theme
 * changes (`useAppearance((appearance) => appearance.theme)` tells).
 */
export interface Palette extends Readonly<Record<keyof typeof TOKENS, string>> {
  readonly theme: 'light' | 'dark';
  readonly plans: readonly string[];
}

/** What the tokens are called in CSS. `heatLow`, `heatHigh`: below and above the middle of a heat map. */
const TOKENS = {
  paper: 'paper',
  panel: 'panel',
  ink: 'ink',
  muted: 'muted',
  line: 'line',
  stochasticInk: 'stochastic-ink',
  parameter: 'parameter',
  error: 'error',
  heatLow: 'heat-low',
  heatHigh: 'heat-high',
} as const;

export const PLAN_COLOURS = 6;

/** The plan's colour as CSS; after the sixth plan the colours begin again. */
export function planColour(index: number): string {
  return `var(--plan-${(index % PLAN_COLOURS) + 1})`;
}

const palettes = new Map<string, Palette>();

/** The colours of a theme, which must be the one that is shown when they are first asked for. */
export function paletteOf(theme: 'light' | 'dark'): Palette {
  const palette = palettes.get(theme) ?? readPalette(theme);
  palettes.set(theme, palette);
  return palette;
}

function readPalette(theme: 'light' | 'dark'): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const named = Object.entries(TOKENS).map(([key, name]) => [key, token(name)]);
  const plans = Array.from({ length: PLAN_COLOURS }, (_, i) => token(`plan-${i + 1}`));
  return { ...(Object.fromEntries(named) as Record<keyof typeof TOKENS, string>), theme, plans };
}

/** The plan's colour on a canvas or in a figure. */
export function colourOfPlan({ plans, ink }: Palette, index: number): string {
  return plans[index % plans.length] ?? ink;
}
