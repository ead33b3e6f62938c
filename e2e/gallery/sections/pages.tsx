import { EquivalencesPage } from '../../../src/components/equivalences/EquivalencesPage';
import { EveryEstimatorPage } from '../../../src/components/everyEstimator/EveryEstimatorPage';
import { exactMean } from '../../../src/components/everyEstimator/rows';
import { OneLinerRow } from '../../../src/components/oneLiners/OneLinerRow';
import pageStyles from '../../../src/components/oneLiners/OneLinersPage.module.css';
import { attempt } from '../../../src/engine';
import { ONE_LINERS } from '../../../src/presets/oneLiners/table';
import { USUAL } from '../../../src/presets/reinforcement/everyEstimator';
import { METHODS } from '../../../src/presets/reinforcement/methods';
import { useEquivalences } from '../../../src/state/views/equivalences';
import { type ComparedChoice, NO_STEPS } from '../../../src/state/views/equivalencesAddress';
import { startGains, useGains } from '../../../src/state/views/gains';
import { learningOf, surveyOf } from '../fixtures/survey';
import type { Chapter, Section } from '../section';
import { answerWith } from '../stillWorker';
import { click } from './controls';

export const PAGES: Chapter = {
  title: 'Pages',
  sections: [
    oneLiner('printed', 'A one-liner that is printed wrongly', 'box-muller'),
    oneLiner('plane', 'A one-liner of pairs', 'gaussian'),
    oneLiner('signs', 'A one-liner of two values', 'rademacher'),
    {
      id: 'every-estimator',
      title: 'Every estimator, with gains',
      fill: () => {
        answerSurvey();
        void startGains();
      },
      show: Unrolled(EveryEstimatorPage),
    },
    {
      ...claim('equivalent', 'Two equal graphs, one turning into the other', {
        kind: 'claim',
        id: 'nvil-policy-gradient',
        size: 1,
      }),
      act: slideHalfWay,
    },
    {
      ...claim('different', 'A step left out', { kind: 'claim', id: 'vae-svg-inf', size: 1 }),
      act: click('input[type="checkbox"], [role="switch"]'),
    },
    claim('pair', 'Any two graphs', {
      kind: 'pair',
      left: { source: 'simple-1' },
      right: { source: 'simple-2' },
    }),
  ],
};

/** A page in its whole length, not in a window of its own. */
function Unrolled(Page: () => React.ReactNode) {
  return function UnrolledPage() {
    return (
      <div className="unrolled">
        <style>{'.unrolled > * { height: auto !important; overflow: visible !important; }'}</style>
        <Page />
      </div>
    );
  };
}

function oneLiner(id: string, title: string, row: string): Section {
  const rows = ONE_LINERS.filter((own) => own.id === row);
  return {
    id: `one-liner-${id}`,
    title,
    show: () => (
      <main className={pageStyles.main}>
        <ul className={pageStyles.rows}>
          {rows.map((own) => (
            <OneLinerRow key={own.id} row={own} />
          ))}
        </ul>
      </main>
    ),
  };
}

function answerSurvey(): void {
  const learning = learningOf(0.2, 0.62);
  answerWith({
    survey: (order) =>
      order.kind === 'open'
        ? [
            surveyOf(order.entries, ({ id }) => {
              const method = METHODS.find((own) => own.id === id);
              return method ? exactMean(method, USUAL) : 0;
            }),
          ]
        : [],
    training: learning,
  });
  useGains.setState({ learning: { batch: 16, rate: 0.01, steps: 400 } });
}

function claim(id: string, title: string, choice: ComparedChoice): Section {
  return {
    id: `equivalences-${id}`,
    title,
    fill: () => {
      answerWith({ proof: ({ left, right, options }) => [attempt(left, right, options)] });
      useEquivalences.setState({ choice, ...NO_STEPS });
    },
    show: Unrolled(EquivalencesPage),
  };
}

/** Turns one graph half into the other, once they are drawn. */
function slideHalfWay(stage: HTMLElement): void {
  setTimeout(() => {
    const slider = stage.querySelector<HTMLInputElement>('input[type="range"]');
    if (!slider) return;
    // React hears of values that are set past it alone.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(slider, '0.5');
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  }, 100);
}
