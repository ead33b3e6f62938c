import { nameToUnicode } from '../../engine';

/** Words of the engine with the names in them as they are set elsewhere on the page: `epsilon_h` with its Greek letter. English words stay. */
export function spelled(words: string): string {
  return words.replace(/[A-Za-z][A-Za-z0-9_]*/g, nameToUnicode);
}
