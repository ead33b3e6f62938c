/** Small line drawings for buttons, in the text's colour. */

export function UndoSign() {
  return <Sign d="M6.5 3.5L3 7l3.5 3.5M3.4 7H10a3.5 3.5 0 0 1 0 7H7.5" />;
}

export function RedoSign() {
  return <Sign d="M9.5 3.5L13 7l-3.5 3.5M12.6 7H6a3.5 3.5 0 0 0 0 7h2.5" />;
}

export function MenuSign() {
  return <Sign d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />;
}

/** A curve whose right end stays up: a heavy tail. */
export function HeavyTailSign() {
  return <Sign d="M2 13.5C4.5 13.5 4 3 6 3s1.6 7 8 7.5M2 13.5h12" />;
}

function Sign({ d }: { readonly d: string }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={d}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
