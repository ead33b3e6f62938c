/** Of a text that strangers wrote, no more than so many characters: laying out a line of a million takes seconds. */
export function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
