import { create } from 'zustand';

/** Where the table's sliders stand, by row and slider, and the seed of all its draws. Lasts as long as the visit. */
export interface OneLinersState {
  readonly seed: number;
  readonly values: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export const useOneLiners = create<OneLinersState>()(() => ({ seed: 1, values: {} }));

export function setOneLinerSeed(seed: number): void {
  useOneLiners.setState({ seed });
}

export function moveOneLinerSlider(row: string, slider: string, value: number): void {
  useOneLiners.setState(({ values }) => ({
    values: { ...values, [row]: { ...values[row], [slider]: value } },
  }));
}
