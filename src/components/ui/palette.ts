/**
 * The colours of the tokens as text, for what is drawn outside of CSS: canvases and figures. Read again when the theme
 * changes (`useAppearance((appearance) => appearance.theme)` tells).
 */
export interface Palette {
  readonly theme: 'light' | 'dark';
  readonly paper: string;
  readonly panel: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly stochasticInk: string;
  readonly parameter: string;
  readonly error: string;
  /** Ends of the colours of a heat map, below and above its middle. */
  readonly heatLow: string;
  readonly heatHigh: string;
  readonly plans: readonly string[];
}

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
  return {
    theme,
    paper: token('paper'),
    panel: token('panel'),
    ink: token('ink'),
    muted: token('muted'),
    line: token('line'),
    stochasticInk: token('stochastic-ink'),
    parameter: token('parameter'),
    error: token('error'),
    heatLow: token('heat-low'),
    heatHigh: token('heat-high'),
    plans: Array.from({ length: PLAN_COLOURS }, (_, i) => token(`plan-${i + 1}`)),
  };
}
