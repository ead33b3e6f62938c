import type { ReactNode } from 'react';
import { Tooltip } from './Tooltip';

/** Words that show, by a dotted line, that there is more to know: it comes when they are pointed at. */
export function Noted({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <Tooltip words={words}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the words come on focus too */}
      <span className="noted" tabIndex={0}>
        {children}
      </span>
    </Tooltip>
  );
}
