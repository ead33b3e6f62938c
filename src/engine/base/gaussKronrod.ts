/** Positive nodes of the Kronrod rule of 15 points, from the outermost; every second one is a Gauss node. */
const NODES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.2077849550078985, 0,
];
const KRONROD = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const GAUSS = [0, 0.1294849661688697, 0, 0.27970539148927664, 0, 0.3818300505051189, 0, 0.4179591836734694];

/**
 * A rule on [-1, 1] with another inside it: Kronrod's 15 points are exact to degree 22, the 7 Gauss points among them
 * to degree 13 (Piessens et al., "QUADPACK", 1983). `gauss` is 0 at the others.
 */
export const GAUSS_KRONROD: {
  readonly points: readonly number[];
  readonly kronrod: readonly number[];
  readonly gauss: readonly number[];
} = {
  points: [...NODES.map((x) => -x), ...NODES.slice(0, -1).reverse()],
  kronrod: [...KRONROD, ...KRONROD.slice(0, -1).reverse()],
  gauss: [...GAUSS, ...GAUSS.slice(0, -1).reverse()],
};
