import { messageOf } from '../base/messageOf';
import { FindingError } from '../diagnostics/types';
import { describe } from '../diagnostics/words';

/** An error that nobody foresaw, in words. */
export function errorWords(error: unknown): string {
  if (error instanceof FindingError) return error.findings.map((found) => describe(found).message).join('; ');
  const message = messageOf(error);
  // Engines word these each in their own way.
  if (/allocation failed|invalid (typed )?array length|out of memory/i.test(message))
    return 'there is not enough memory for it';
  if (/dynamically imported module|importing a module script failed/i.test(message))
    return 'a part of the page could not be downloaded';
  if (/not be cloned/i.test(message)) return 'a result could not be handed to the page';
  if (/call stack|too much recursion/i.test(message)) return 'a formula is nested too deeply';
  return message.replace(/\.$/, '');
}
