import type { ButtonHTMLAttributes } from 'react';
import styles from './Button.module.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `plain`: an outline. `strong`: ink, for the one main action of a place. `quiet`: no outline until hovered. */
  readonly look?: 'plain' | 'strong' | 'quiet';
  /** A square button for a symbol; give it an `aria-label`. */
  readonly square?: boolean;
  readonly small?: boolean;
}

export function Button({ look = 'plain', square, small, className, ...rest }: ButtonProps) {
  const classes = [styles.button, styles[look], square && styles.square, small && styles.small, className];
  return <button type="button" {...rest} className={classes.filter(Boolean).join(' ')} />;
}
