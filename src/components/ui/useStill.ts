import { useAppearance } from '../../state/theme';

/** Whether motion is to be reduced. */
export function useStill(): boolean {
  return useAppearance((appearance) => appearance.reducedMotion);
}
