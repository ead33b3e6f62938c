import type { Layout } from 'plotly.js';
import { type Colours, escapeText, FONT } from '../lab/figure';
import { apart } from '../training/curves';

/** A name beside where a line ends. */
export interface End {
  readonly name: string;
  readonly sign: string;
  readonly colour: string;
  /** Of the plot's height, from below. */
  readonly place: number;
  /** Whether the line ends at the plot's edge, so that a thin line leads from there to the name. */
  readonly isLed?: boolean;
}

/** Of a name and the space below it, in px. */
const LINE = 17;
/** From the end of a line to its name, in px. */
const LEADER = 20;

/** Names right of the plot, moved apart where they would meet, each led to by a thin line. `height`: of the plot, in px. */
export function endNames(
  ends: readonly End[],
  height: number,
  colours: Colours,
): NonNullable<Layout['annotations']> {
  const sorted = ends
    .filter(({ place }) => Number.isFinite(place))
    .map((end) => ({ ...end, place: Math.min(1, Math.max(0, end.place)) }))
    .sort((a, b) => a.place - b.place);
  const places = apart(
    sorted.map(({ place }) => place),
    LINE / height,
  );
  return sorted.map(({ name, sign, colour, place, isLed = true }, i) => ({
    text: `<span style="color:${colour}">${sign}</span> ${escapeText(name)}`,
    x: 1,
    xref: 'paper',
    y: place,
    yref: 'paper',
    xanchor: 'left',
    yanchor: 'middle',
    align: 'left',
    showarrow: true,
    arrowhead: 0,
    arrowwidth: 1,
    arrowcolor: isLed ? colour : 'rgba(0,0,0,0)',
    ax: LEADER,
    ay: (place - (places[i] ?? 0)) * height,
    standoff: 2,
    font: { ...FONT, size: 12, color: colours.ink },
  }));
}

/** Right margin that holds the names, in px. */
export function endMargin(ends: readonly Pick<End, 'name'>[]): number {
  return LEADER + 22 + 6.6 * Math.max(0, ...ends.map(({ name }) => name.length));
}
