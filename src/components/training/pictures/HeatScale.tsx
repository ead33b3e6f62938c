import type { Document } from '../../../engine';
import { formatNumber } from '../../ui/numbers';
import { Tex } from '../../ui/Tex';
import { latexOfNode } from './latexOfNode';
import styles from './Pictures.module.css';

interface HeatScaleProps {
  readonly document: Document;
  /** The node whose values are the heat. */
  readonly node: string;
  readonly range: readonly [low: number, high: number];
}

/** What the colours of a heat map mean: a line of a legend. */
export function HeatScale({ document, node, range: [low, high] }: HeatScaleProps) {
  return (
    <li>
      {formatNumber(low)}
      <span className={styles.scale} data-signed={low < 0 && high > 0} />
      {formatNumber(high)}
      <Tex latex={latexOfNode(document, node)} />
    </li>
  );
}
