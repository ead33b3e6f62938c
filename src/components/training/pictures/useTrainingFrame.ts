import type { PictureFrame } from '../../../engine';
import { useSlowTraining } from '../slowTraining';
import { type FrameOf, pictureOf } from './pictureOf';

/** The numbers of a picture for words beside it, a few times a second; canvases read them themselves. */
export function useTrainingFrame<K extends PictureFrame['kind']>(
  index: number,
  kind: K,
): FrameOf<K> | undefined {
  return pictureOf(useSlowTraining(), index, kind);
}
