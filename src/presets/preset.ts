import type { Document } from '../engine';

type PresetGroup =
  | 'Score function or pathwise'
  | 'The general estimator'
  | 'Five simple graphs, no formulas'
  | 'Five simple graphs'
  | 'Other estimators'
  | 'Reinforcement learning'
  | 'Networks';

/** An example of the lecture. */
export interface Preset {
  /** What a link calls it: `#p/<id>`. Links live for ever, so an id is never changed. */
  readonly id: string;
  readonly group: PresetGroup;
  /** What to notice, in one sentence of plain text. */
  readonly notice: string;
  readonly document: Document;
  readonly slider?: PresetSlider;
}

/** A whole number that makes another document of the same example. */
export interface PresetSlider {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  /** That of the example's own document. */
  readonly value: number;
  readonly make: (value: number) => Document;
}
