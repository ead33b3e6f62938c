import { useAppearance } from '../../state/shell/theme';

/** Whether motion is to be reduced. */
export function useStill(): boolean {
  return useAppearance((appearance) => appearance.reducedMotion);
}
