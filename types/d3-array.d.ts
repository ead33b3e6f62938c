export {};

declare module 'd3-array' {
  /** Of typed arrays too, which D3 takes though its types leave them out. */
  export function quantileSorted(array: ArrayLike<number>, p: number): number | undefined;
}
