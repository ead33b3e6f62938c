import { type Claim, nameToUnicode } from '../../engine';
import { NodeSketch } from './NodeSketch';
import { SketchedArrow } from './SketchedArrow';
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
      <SketchedArrow path="M123 0H138" tip={{ x: 142, y: 0 }} />
      <NodeSketch look="stochastic" centre={{ x: 78, y: 0 }} name={nameToUnicode(action ?? '')} />
      <NodeSketch look="cost" centre={{ x: 188, y: 0 }} name={nameToUnicode(cost ?? '')} />
    </g>
  );
}
