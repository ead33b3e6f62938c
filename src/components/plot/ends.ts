/** A name beside where a line ends. */
export interface End {
  readonly name: string;
  /** What marks the line, before its name. */
  readonly sign: string;
  readonly colour: string;
  /** Where the line ends: of the plot's width, from the left, and of its height, from below. */
  readonly x?: number;
  readonly y: number;
}

/** The plot within a figure, in px. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a name is drawn, in px of the figure. */
export interface PlacedEnd extends Pick<End, 'name' | 'sign' | 'colour'> {
  readonly from: readonly [x: number, y: number];
  /** The plot's right edge, from which a thin line leads to the name. */
  readonly edge: number;
  readonly to: readonly [x: number, y: number];
}

/** Of a name and the space below it, in px. */
const LINE = 17;
/** From the plot's edge to a name, in px. */
const LEADER = 14;
/** About how wide the sign and a letter of a name are, in px. */
const SIGN = 20;
const LETTER = 6.6;

/** Names right of the plot, moved apart where they would meet. */
export function placeEnds(ends: readonly End[], { left, top, width, height }: Plot): readonly PlacedEnd[] {
  const within = (place: number) => Math.min(1, Math.max(0, place));
  const sorted = ends.filter(({ y }) => Number.isFinite(y)).sort((a, b) => a.y - b.y);
  const places = apart(
    sorted.map(({ y }) => y),
    LINE / height,
  );
  const edge = left + width;
  return sorted.map(({ name, sign, colour, x = 1, y }, i) => ({
    name,
    sign,
    colour,
    from: [left + width * within(x), top + height * (1 - within(y))],
    edge,
    to: [edge + LEADER, top + height * (1 - (places[i] ?? 0))],
  }));
}

/** Right margin that holds the names, in px. */
export function endMargin(ends: readonly Pick<End, 'name'>[]): number {
  return LEADER + SIGN + LETTER * Math.max(0, ...ends.map(({ name }) => name.length));
}

/** Places from 0 to 1, in rising order, moved at least `distance` apart, as little as a sweep up and one down need. */
export function apart(places: readonly number[], distance: number): number[] {
  const moved = places.map((place) => Math.min(1, Math.max(0, place)));
  for (let i = 1; i < moved.length; i++) moved[i] = Math.max(moved[i] ?? 0, (moved[i - 1] ?? 0) + distance);
  for (let i = moved.length - 1; i >= 0; i--)
    moved[i] = Math.min(moved[i] ?? 0, i === moved.length - 1 ? 1 : (moved[i + 1] ?? 1) - distance);
  return moved;
}
