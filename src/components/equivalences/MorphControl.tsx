import { useEffect, useRef, useState } from 'react';
import { clock } from '../plot/clock';
import { Button } from '../ui/Button';
import { Slider } from '../ui/Slider';
import { useStill } from '../ui/useStill';
import styles from './MorphControl.module.css';
import { STOPS } from './morphParts';

interface MorphControlProps {
  readonly left: string;
  readonly right: string;
  readonly t: number;
  readonly onChange: (t: number) => void;
}

/** Milliseconds from one graph to the other. */
const TRAVEL = 5200;

/** Turns the left graph into the right one: by hand, or by itself once it is asked to. */
export function MorphControl({ left, right, t, onChange }: MorphControlProps) {
  const [playing, setPlaying] = useState(false);
  const still = useStill();
  const place = useRef(t);
  place.current = t;
  useEffect(() => {
    if (!playing) return;
    const [from, start] = [place.current, performance.now()];
    const turn = clock.add((now) => {
      const next = Math.min(1, from + Math.max(0, now - start) / TRAVEL);
      onChange(next);
      if (next >= 1) setPlaying(false);
      return next < 1;
    });
    turn.request();
    return turn.remove;
  }, [playing, onChange]);

  const play = () => {
    // Without motion it goes on by the parts that it has.
    if (still) {
      onChange(STOPS.find((stop) => stop > t + 1e-6) ?? 0);
      return;
    }
    if (!playing && t >= 1) {
      onChange(0);
      place.current = 0;
    }
    setPlaying(!playing);
  };
  return (
    <div className={styles.control}>
      <Button onClick={play}>{still ? 'Next' : playing ? 'Pause' : 'Play'}</Button>
      <div className={styles.slide}>
        <Slider
          label={`From ${left} to ${right}`}
          tone="input"
          value={t}
          min={0}
          max={1}
          step={0.01}
          onStart={() => setPlaying(false)}
          onChange={onChange}
        />
        <div className={`quiet ${styles.stops}`} aria-hidden="true">
          <span>{left}</span>
          <span>contracted</span>
          <span>renamed</span>
          <span>{right}</span>
        </div>
      </div>
    </div>
  );
}
