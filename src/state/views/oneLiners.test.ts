import { afterEach, expect, test } from 'vitest';
import { moveOneLinerSlider, setOneLinerSeed, useOneLiners } from './oneLiners';

afterEach(() => useOneLiners.setState({ seed: 1, values: {} }));

test('a moved slider changes its own row, and leaves the others as the objects they were', () => {
  moveOneLinerSlider('normal', 'mu', 2);
  moveOneLinerSlider('gamma', 'a', 3);
  const { normal } = useOneLiners.getState().values;
  moveOneLinerSlider('gamma', 'b', 4);
  expect(useOneLiners.getState().values).toEqual({ normal: { mu: 2 }, gamma: { a: 3, b: 4 } });
  expect(useOneLiners.getState().values.normal).toBe(normal);
  setOneLinerSeed(7);
  expect(useOneLiners.getState()).toMatchObject({ seed: 7, values: { normal: { mu: 2 } } });
});
