import { AboutNote } from '../../../src/components/AboutNote';
import { PlanPanel } from '../../../src/components/inspector/PlanPanel';
import { MathPanel } from '../../../src/components/math/MathPanel';
import { SidePanel } from '../../../src/components/SidePanel';
import type { Document, OwnRows } from '../../../src/engine';
import { useOwnData } from '../../../src/state/training/ownData';
import { EIGHT, eightPlans, example, faulty, inspected, SIMPLE_5, simple5 } from '../fixtures/documents';
import { exact, truthOf } from '../fixtures/truth';
import type { Chapter, Section } from '../section';
import { EMPTY_DOCUMENT, open, run } from '../stores';
import { click } from './controls';

const live = () => {
  open(simple5);
  run({ plans: SIMPLE_5, truth: exact(truthOf(simple5, SIMPLE_5, { gradient: 7.29 })) });
};

export const PANEL: Chapter = {
  title: 'Panel',
  sections: [
    side('panel', 'Plans and mathematics', live),
    side('panel-violation', 'A plan that violates Condition 1', () =>
      open(example('step'), { plan: 'Pathwise' }),
    ),
    side('panel-game', 'Two costs that train two networks', () => open(example('gan'))),
    side('panel-empty', 'No graph', () => open(EMPTY_DOCUMENT)),
    {
      ...side('panel-eight-plans', 'Eight plans', () => {
        open(eightPlans, { hiddenPlans: new Set(['Concrete']) });
        run({ plans: EIGHT, truth: exact(truthOf(eightPlans, EIGHT, { gradient: 0.025 })) });
      }),
      show: PlanPanel,
    },
    {
      ...side('panel-coordinates', 'Circles in many columns', () => open(example('draw-attention'))),
      show: PlanPanel,
    },
    {
      ...side('plan-menu', 'Menu of a plan', () => open(simple5)),
      show: PlanPanel,
      width: 620,
      height: 520,
      act: click('[aria-label^="More about Mixed"]'),
    },
    {
      ...side('estimator-menu', 'Menu of estimators', () => open(simple5)),
      show: PlanPanel,
      width: 620,
      height: 560,
      act: click('tbody td button'),
    },
    { ...side('formulas', 'Formulas of a game', () => open(example('gan'))), show: MathPanel },
    {
      ...side('about-note', 'About an example', () => open(simple5)),
      show: AboutNote,
    },
    inspector('inspect-parameter', 'A parameter', simple5, 'theta'),
    inspector('inspect-array', 'An array', inspected, 'theta'),
    inspector('inspect-network', 'A network', inspected, 'phi'),
    inspector('inspect-cell', 'A recurrent cell', inspected, 'gamma'),
    inspector('inspect-input', 'An input', simple5, 'x0'),
    inspector('inspect-data', 'A data set', inspected, 'x'),
    inspector('inspect-deterministic', 'A square', inspected, 'h'),
    inspector('inspect-bare', 'A square without a formula', inspected, 'g'),
    inspector('inspect-stochastic', 'A circle', inspected, 'u'),
    inspector('inspect-normal', 'A Normal circle', simple5, 'x1'),
    inspector('inspect-cost', 'A cost', inspected, 'f'),
    inspector('inspect-mistakes', 'Fields in error', faulty, 'x1'),
    inspector('inspect-no-parent', 'A name that is no parent', faulty, 'x2'),
    inspector('inspect-unknown', 'A function that there is not, and an idle edge', faulty, 'f2'),
    {
      ...inspector('inspect-typing', 'While a formula is typed', simple5, 'f2'),
      height: 480,
      act: typeFormula,
    },
    {
      ...inspector('inspect-own-data', 'Rows of one’s own', inspected, 'x'),
      fill: () => {
        open(inspected, { selection: ['x'] });
        useOwnData.setState({ rows: new Map([['x', OWN_ROWS]]) });
      },
    },
    side('inspect-several', 'Several nodes', () => open(simple5, { selection: ['x1', 'x2', 'f2'] })),
    side('inspect-edge', 'An edge', () => open(simple5, { selectedEdges: [['x1', 'x2']] })),
  ],
};

function side(id: string, title: string, fill: () => void): Section {
  return { id, title, fill, show: SidePanel, width: 396 };
}

function inspector(id: string, title: string, document: Document, node: string): Section {
  return side(id, title, () => open(document, { selection: [node] }));
}

/** Replaces the formula as keys would, with the cursor behind it. */
function typeFormula(stage: HTMLElement): void {
  const area = stage.querySelector('textarea');
  if (!area) return;
  area.focus();
  area.select();
  document.execCommand('insertText', false, 'x2^2+s');
}

const OWN_ROWS: OwnRows = {
  name: 'train-images-idx3-ubyte.gz',
  width: 144,
  scaledFrom: 784,
  train: new Float32Array(144 * 2000),
  heldOut: new Float32Array(144 * 500),
};
