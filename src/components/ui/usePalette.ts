import { useAppearance } from '../../state/shell/theme';
import { type Palette, paletteOf } from './palette';

/** The tokens' colours; others when the theme changes. */
export function usePalette(): Palette {
  return paletteOf(useAppearance((appearance) => appearance.theme));
}
