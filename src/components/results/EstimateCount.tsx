import { type Frame, subscribeFrame } from '../../state/run/run';
import { formatCount, NO_NUMBER } from '../ui/numbers';
import { Count } from './Count';

const estimates = ({ snapshot }: Frame) => formatCount(snapshot?.estimates ?? 0);
const none = () => NO_NUMBER;

/** How many estimates every plan has made; a dash where there is nothing to estimate, though draws go on. */
export function EstimateCount({ isEmpty = false }: { readonly isEmpty?: boolean }) {
  return <Count subscribe={subscribeFrame} textOf={isEmpty ? none : estimates} testId="estimates" />;
}
