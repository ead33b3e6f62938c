import { type Claim, nameToUnicode } from '../../engine';
import styles from './Thumbnail.module.css';

/** Who is shown of a claim: what is drawn, and what it costs. */
const SHOWN = [/action/, /reward|cost/];

/** A small drawing of a claim: two graphs of an action and its cost, in the names of either side, and that they are equal. */
export function ClaimThumbnail({ claim }: { readonly claim: Claim }) {
  return (
    <svg className={styles.thumbnail} viewBox="-235 -125 470 250" aria-hidden="true">
      <Side claim={claim} side="left" shift={-264} />
      <g className={styles.edge}>
        <path d="M-18 -9H18M-18 9H18" strokeWidth="4" />
      </g>
      <Side claim={claim} side="right" shift={0} />
    </svg>
  );
}

function Side({
  claim,
  side,
  shift,
}: {
  readonly claim: Claim;
  readonly side: 'left' | 'right';
  readonly shift: number;
}) {
  const [action, cost] = SHOWN.map(
    (words) => claim.correspondence.find((pair) => words.test(pair.as))?.[side] ?? '',
  );
  return (
    <g transform={`translate(${shift} 0)`}>
      <g className={styles.edge}>
        <path d="M120 0H146" />
        <path d="M2 0L-16 -7L-16 7Z" transform="translate(148 0)" />
      </g>
      <g className={styles.node} data-look="stochastic">
        <circle cx="78" cy="0" r="40" />
        <text x="78" y="0" dy="0.34em">
          {nameToUnicode(action ?? '')}
        </text>
      </g>
      <g className={styles.node} data-look="cost">
        <rect x="150" y="-38" width="76" height="76" rx="10" />
        <rect x="157" y="-31" width="62" height="62" rx="5" />
        <text x="188" y="0" dy="0.34em">
          {nameToUnicode(cost ?? '')}
        </text>
      </g>
    </g>
  );
}
