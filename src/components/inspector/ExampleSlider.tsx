import { useMemo } from 'react';
import { edit, useDocument } from '../../state/document/document';
import { exampleSize, resized } from '../../state/document/exampleSize';
import { countFitting } from '../../state/shell/opened';
import { SliderRow } from './SliderRow';

/** How far an example that comes in sizes is unrolled. */
export function ExampleSlider() {
  const document = useDocument((state) => state.document);
  const size = useMemo(() => exampleSize(document), [document]);
  if (!size) return null;
  const { slider, value } = size;
  const set = (wished: number) => {
    const next = Math.min(slider.most, Math.max(slider.least, Math.round(wished)));
    if (next === value) return;
    edit((own) => resized(own, slider, next));
    countFitting();
  };
  return (
    <SliderRow
      head={<span className="input">{slider.label}</span>}
      label={slider.label}
      tone="input"
      value={value}
      min={slider.least}
      max={slider.most}
      onChange={set}
    />
  );
}
