import type { TailFit } from '../../engine';
import { formatRough } from '../ui/numbers';
import { HeavyTailSign } from '../ui/signs';
import { Tooltip } from '../ui/Tooltip';
import styles from './TailSign.module.css';

/** Beside an estimate whose largest values follow so heavy a tail that its standard error means little. */
export function TailSign({ tail }: { readonly tail: TailFit }) {
  return (
    <Tooltip
      words={`Heavy tail: the sample variance cannot be trusted. Its largest estimates follow a power law (Pareto k = ${formatRough(tail.k)}, above ${formatRough(tail.threshold)}). Mean and standard error may be far off.`}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the words come on focus too */}
      <span className={styles.tail} tabIndex={0} role="img" aria-label="variance cannot be trusted">
        <HeavyTailSign />
      </span>
    </Tooltip>
  );
}
