import type { PictureFrame } from '../../../engine';
import { useSlowTraining } from '../slowTraining';

/** The numbers of a picture for words beside it, a few times a second; canvases read them themselves. */
export function useTrainingFrame<K extends PictureFrame['kind']>(
  index: number,
  kind: K,
): Extract<PictureFrame, { readonly kind: K }> | undefined {
  const picture = useSlowTraining().pictures[index];
  return isOf(picture, kind) ? picture : undefined;
}

function isOf<K extends PictureFrame['kind']>(
  picture: PictureFrame | undefined,
  kind: K,
): picture is Extract<PictureFrame, { readonly kind: K }> {
  return picture?.kind === kind;
}
