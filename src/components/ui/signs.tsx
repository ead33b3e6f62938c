import type { ReactNode } from 'react';

/** Small drawings for buttons, in the text's colour. */

export function UndoSign() {
  return <RoundSign d="M6.5 3.5L3 7l3.5 3.5M3.4 7H10a3.5 3.5 0 0 1 0 7H7.5" />;
}

export function RedoSign() {
  return <RoundSign d="M9.5 3.5L13 7l-3.5 3.5M12.6 7H6a3.5 3.5 0 0 0 0 7h2.5" />;
}

export function MenuSign() {
  return <RoundSign d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />;
}

/** A curve whose right end stays up: a heavy tail. */
export function HeavyTailSign() {
  return <RoundSign d="M2 13.5C4.5 13.5 4 3 6 3s1.6 7 8 7.5M2 13.5h12" />;
}

export function PauseSign() {
  return <Sign size={12} d="M2 1h2.6v10H2zM7.4 1H10v10H7.4z" />;
}

export function RunSign() {
  return <Sign size={12} d="M2.5 0.8v10.4L11 6z" />;
}

export function ResetSign() {
  return <Sign size={14} line={1.5} d="M2.2 7a4.8 4.8 0 1 0 1.5-3.5L2.2 5M2.2 1.8V5h3.2" />;
}

export function LargerSign() {
  return <Sign size={12} line={1.4} d="M7.5 1.5h3v3M10.3 1.7L7 5M4.5 10.5h-3v-3M1.7 10.3L5 7" />;
}

export function MoreSign() {
  return (
    <svg width="14" height="4" viewBox="0 0 14 4" fill="currentColor" aria-hidden="true">
      <circle cx="2" cy="2" r="1.4" />
      <circle cx="7" cy="2" r="1.4" />
      <circle cx="12" cy="2" r="1.4" />
    </svg>
  );
}

export function DieSign() {
  return (
    <Sign size={14} line={1.3}>
      <rect x="1.5" y="1.5" width="11" height="11" rx="2.5" />
      <g fill="currentColor" stroke="none">
        <circle cx="4.6" cy="4.6" r="1.1" />
        <circle cx="9.4" cy="9.4" r="1.1" />
        <circle cx="7" cy="7" r="1.1" />
      </g>
    </Sign>
  );
}

function RoundSign({ d }: { readonly d: string }) {
  return (
    <Sign size={16} line={1.5}>
      <path d={d} strokeLinecap="round" strokeLinejoin="round" />
    </Sign>
  );
}

interface SignProps {
  readonly size: number;
  /** How wide its lines are; without them it is filled. */
  readonly line?: number;
  readonly d?: string;
  readonly children?: ReactNode;
}

function Sign({ size, line, d, children }: SignProps) {
  const paint = line ? { fill: 'none', stroke: 'currentColor', strokeWidth: line } : { fill: 'currentColor' };
  return (
    <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true" {...paint}>
      {d && <path d={d} />}
      {children}
    </svg>
  );
}
