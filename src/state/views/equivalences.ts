import { create } from 'zustand';
import { CLAIM_ROWS } from '../../engine';
import { say } from '../shell/messages';
import {
  type Asked,
  addressOf,
  askedOfFlags,
  type ComparedChoice,
  EQUIVALENCES_ID,
  keyOf,
  NO_STEPS,
  type SidedStep,
} from './equivalencesAddress';

/** What is compared. Lasts as long as the visit, and is in the page's address. */
export const useEquivalences = create<Asked>()(() => ({
  choice: { kind: 'claim', id: CLAIM_ROWS[0]?.id ?? '', size: 1 },
  ...NO_STEPS,
}));

const { getState: get } = useEquivalences;

/** The address follows, so that it is a link to what is seen. */
function set(change: Partial<Asked>): void {
  useEquivalences.setState(change);
  if (location.hash.startsWith(`#p/${EQUIVALENCES_ID}`))
    history.replaceState(history.state, '', addressOf(get()));
}

/** Another claim, size or pair, as it is before the visitor states anything. */
export function choose(choice: ComparedChoice): void {
  set({ choice, ...NO_STEPS });
}

export function switchStep(key: string, on: boolean): void {
  const off = new Set(get().off);
  if (on) off.delete(key);
  else off.add(key);
  set({ off });
}

export function addStep(own: SidedStep): void {
  const { added } = get();
  if (!added.some((other) => keyOf(other) === keyOf(own))) set({ added: [...added, own] });
}

export function removeStep(key: string): void {
  const { added, off } = get();
  set({
    added: added.filter((own) => keyOf(own) !== key),
    off: new Set([...off].filter((own) => own !== key)),
  });
}

/** Follows the address: a link without flags leaves the page as it was left. */
export function followFlags(flags: ReadonlyMap<string, string>): void {
  const asked = askedOfFlags(flags);
  if (!asked) {
    const claim = flags.get('claim');
    if (claim !== undefined)
      say(`There is no claim called “${claim}”, which the link asks for.`, { tone: 'error' });
    return;
  }
  const { unread, ...news } = asked;
  if (addressOf(news) !== addressOf(get())) useEquivalences.setState(news);
  if (unread.length > 0)
    say(`The link’s step “${unread.join('”, “')}” cannot be read, and is left out.`, { tone: 'error' });
}
