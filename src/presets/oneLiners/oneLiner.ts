import type { Document, LawName } from '../../engine';

/** One row of the table: noise that knows no parameters, and the line that turns it into the target. */
export interface OneLiner {
  readonly id: string;
  readonly name: string;
  /** Whether the slide of the lecture has it. */
  readonly onSlide: boolean;
  /** LaTeX of the target with its arguments, of the base noise, and of the line. */
  readonly target: string;
  readonly noise: string;
  readonly formula: string;
  readonly law: TargetLaw;
  /** The stretch of the real line that the pictures show, whatever the arguments are. */
  readonly range: readonly [number, number];
  readonly sliders: readonly OneLinerSlider[];
  /** The line as the slide prints it, where that is off. */
  readonly printed?: PrintedForm;
  /** What is to be noticed: Markdown with formulas. */
  readonly notice: string;
  /** The row as a graph: its square `x` is the line, and gives the draws that are judged. */
  readonly document: Document;
}

/** What the draws should follow. An argument is a number, or the name of the scalar parameter that holds it. */
export type TargetLaw =
  | {
      readonly kind: 'line';
      readonly name: LawName;
      readonly args: Readonly<Record<string, number | string>>;
    }
  /** 1 with the probability that a parameter holds, else -1. */
  | { readonly kind: 'signs'; readonly probability: string }
  /** A normal law on the plane: the parameters with its mean, and with a matrix R whose R R' is the covariance. */
  | { readonly kind: 'plane'; readonly mean: string; readonly factor: string };

/** A slider for a parameter of the document, or for one of its elements, counted row by row. */
export interface OneLinerSlider {
  readonly parameter: string;
  readonly element?: number;
  readonly latex: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export interface PrintedForm {
  readonly noise: string;
  readonly formula: string;
  /** The expression of `x` in place of the right one. */
  readonly expression: string;
  /** What is wrong with its draws, to follow «does not: ». */
  readonly fault: string;
}
