import { planColour } from './palette';

interface SwatchProps {
  /** Place among all plans, which gives its colour. */
  readonly plan: number;
  /** What it says to those who cannot see it; missing where its plan is named beside it. */
  readonly label?: string;
}

/** The colour of a plan, before its name. */
export function Swatch({ plan, label }: SwatchProps) {
  const told = label === undefined ? {} : { role: 'img', 'aria-label': label };
  return <span className="swatch" style={{ background: planColour(plan) }} {...told} />;
}
