import type { Point } from './units';

interface ArrowHeadProps {
  readonly tip: Point;
  /** The direction it points in, in radians. */
  readonly angle: number;
  /** 1: ten px long. */
  readonly size?: number;
  readonly className?: string;
}

/** The head of an arrow whose line ends at its tip. */
export function ArrowHead({ tip, angle, size = 1, className }: ArrowHeadProps) {
  const degrees = (angle * 180) / Math.PI;
  return (
    <path
      className={className}
      d="M1 0L-10 -4.3L-10 4.3Z"
      transform={`translate(${tip.x.toFixed(2)} ${tip.y.toFixed(2)}) rotate(${degrees.toFixed(1)}) scale(${size.toFixed(3)})`}
    />
  );
}
