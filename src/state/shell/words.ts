/** Of a text that strangers wrote, no more than so many characters: laying out a line of a million takes seconds. */
export function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Characters of a title that are shown beside other things. */
const TITLE = 80;

/** What a document is called where it is only named. */
export function shownTitle(title: string): string {
  return shortened(title, TITLE) || 'Untitled';
}

/** Words as a sentence: begun with a capital letter, ended by a full stop. */
export function sentence(words: string): string {
  const end = words === '' || words.endsWith('.') ? '' : '.';
  return words.charAt(0).toUpperCase() + words.slice(1) + end;
}
