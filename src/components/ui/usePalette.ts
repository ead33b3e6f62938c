import { useAppearance } from '../../state/theme';
import { type Palette, paletteOf } from './palette';

/** The tokens' colours; others when the theme changes. */
export function usePalette(): Palette {
  return paletteOf(useAppearance((appearance) => appearance.theme));
}
