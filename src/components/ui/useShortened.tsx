import { type ReactNode, useState } from 'react';
import { Button } from './Button';
import { formatCount } from './numbers';

/** Lists of up to so many are shown whole. */
const SHORT = 60;
/** Of longer ones so many are shown unasked. */
const FIRST = 40;
/** And never more than a page can hold at once. */
const MOST = 300;

/** The beginning of a list, and a button for more of it. `what` it is a list of, in the plural. */
export function useShortened<T>(
  items: readonly T[],
  what: string,
): { readonly shown: readonly T[]; readonly more: ReactNode } {
  const [isWhole, setWhole] = useState(false);
  if (items.length <= SHORT) return { shown: items, more: null };
  const most = Math.min(items.length, MOST);
  const more = (
    <>
      <Button look="quiet" small aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
        {isWhole ? `Fewer ${what}` : `${formatCount(most - FIRST)} more ${what}`}
      </Button>
      {isWhole && items.length > MOST && (
        <p className="quiet">
          These are the first {MOST} of {formatCount(items.length)} {what}.
        </p>
      )}
    </>
  );
  return { shown: items.slice(0, isWhole ? MOST : FIRST), more };
}
