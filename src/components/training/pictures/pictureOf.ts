import type { PictureFrame } from '../../../engine';
import type { TrainingFrame } from '../../../state/training/training';

export type FrameOf<K extends PictureFrame['kind']> = Extract<PictureFrame, { readonly kind: K }>;

/** A picture of those that training shows; undefined where it is not there yet, or of another kind. */
export function pictureOf<K extends PictureFrame['kind']>(
  { pictures }: TrainingFrame,
  index: number,
  kind: K,
): FrameOf<K> | undefined {
  const picture = pictures[index];
  return picture?.kind === kind ? (picture as FrameOf<K>) : undefined;
}
