/** A place in the unit square of a digit, x to the right and y down. */
export type StrokePoint = readonly [x: number, y: number];

/**
 * Places that the pen passes in one go. It turns a corner where one is listed twice in a row, else it runs smoothly.
 */
export type PenStroke = readonly StrokePoint[];

/** One way to write a digit. */
export type Writing = readonly PenStroke[];

/** A list `x y, x y; ...` in hundredths, strokes apart by semicolons. */
function writing(text: string): Writing {
  return text.split(';').map((stroke) =>
    stroke.split(',').map((place): StrokePoint => {
      const [x = 0, y = 0] = place.trim().split(' ').map(Number);
      return [x / 100, y / 100];
    }),
  );
}

/** By digit, the ways to write it. */
export const WRITINGS: readonly (readonly Writing[])[] = [
  [
    writing('52 1, 20 14, 4 50, 18 86, 50 99, 82 86, 96 50, 82 15, 52 1'),
    writing('62 4, 24 12, 5 48, 16 84, 48 99, 84 84, 96 48, 84 14, 48 2'),
  ],
  [writing('50 0, 50 50, 50 100'), writing('14 29, 37 17, 57 0, 57 0, 57 50, 56 100')],
  [
    writing('8 24, 24 5, 54 0, 84 12, 86 36, 62 60, 32 82, 6 99, 6 99, 48 97, 96 99'),
    writing('12 18, 42 0, 78 8, 88 30, 70 56, 38 80, 6 98, 6 98, 50 92, 94 99'),
  ],
  [
    writing('10 12, 44 0, 80 10, 82 32, 62 45, 36 48, 36 48, 72 53, 92 72, 80 92, 44 100, 6 88'),
    writing('10 4, 48 2, 86 4, 86 4, 62 24, 42 42, 42 42, 74 48, 92 70, 80 92, 46 100, 8 90'),
  ],
  [
    writing('16 0, 12 30, 6 58, 6 58, 50 57, 96 55; 74 16, 72 58, 70 100'),
    writing('70 100, 70 50, 70 0, 70 0, 36 36, 4 70, 4 70, 50 69, 98 68'),
  ],
  [
    writing('88 2, 54 2, 20 3, 20 3, 16 24, 12 46, 12 46, 46 37, 80 46, 93 68, 80 91, 44 100, 6 90'),
    writing('90 4, 56 2, 24 4, 24 4, 20 24, 17 43, 17 43, 54 38, 86 52, 90 76, 68 97, 36 100, 6 92'),
  ],
  [
    writing('76 0, 42 18, 16 46, 6 74, 24 96, 54 100, 86 90, 92 70, 74 52, 44 50, 14 66'),
    writing('58 0, 28 24, 10 54, 8 80, 32 99, 66 98, 90 80, 82 58, 54 50, 18 62'),
  ],
  [
    writing('4 4, 48 3, 94 4, 94 4, 66 38, 46 70, 36 100'),
    writing('4 4, 48 3, 94 4, 94 4, 68 38, 50 70, 42 100; 18 52, 52 50, 88 49'),
  ],
  [
    writing('82 16, 50 0, 18 14, 24 36, 54 50, 88 72, 76 95, 48 100, 18 94, 10 74, 42 51, 78 34, 82 16'),
    writing(
      '50 0, 18 10, 20 36, 50 47, 80 36, 82 10, 50 0; 50 47, 14 60, 12 88, 50 100, 88 88, 86 60, 50 47',
    ),
  ],
  [
    writing('88 20, 70 3, 38 1, 11 16, 12 38, 38 51, 70 43, 88 20, 88 20, 86 50, 80 76, 70 100'),
    writing('88 20, 66 2, 34 3, 10 20, 16 42, 44 51, 74 42, 88 20, 88 20, 90 56, 76 88, 48 100, 16 94'),
  ],
];
