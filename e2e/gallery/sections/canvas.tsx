import { ReactFlowProvider } from '@xyflow/react';
import { AddMenu } from '../../../src/components/canvas/AddMenu';
import { GraphCanvas } from '../../../src/components/canvas/GraphCanvas';
import { NodePalette } from '../../../src/components/canvas/NodePalette';
import { ClaimThumbnail } from '../../../src/components/drawing/ClaimThumbnail';
import { EveryEstimatorThumbnail } from '../../../src/components/drawing/EveryEstimatorThumbnail';
import { KINDS } from '../../../src/components/drawing/kinds';
import { NodeSketch } from '../../../src/components/drawing/NodeSketch';
import { NodeSymbol } from '../../../src/components/drawing/NodeSymbol';
import type { Look } from '../../../src/components/drawing/shapes';
import { TableThumbnail } from '../../../src/components/drawing/TableThumbnail';
import { Thumbnail } from '../../../src/components/drawing/Thumbnail';
import { CLAIM_ROWS } from '../../../src/engine';
import { PRESETS } from '../../../src/presets/registry';
import {
  crowd,
  EIGHT,
  eightPlans,
  everyKind,
  example,
  faulty,
  SIMPLE_5,
  simple5,
} from '../fixtures/documents';
import { exact, truthOf } from '../fixtures/truth';
import { Specimen, Specimens } from '../Gallery';
import type { Chapter, Section } from '../section';
import { EMPTY_DOCUMENT, open, run } from '../stores';

export const CANVAS: Chapter = {
  title: 'Graph',
  sections: [
    canvas('graph-kinds', 'Kinds of nodes', () => open(everyKind)),
    canvas('graph-live', 'Live histograms, lobes and credits', live),
    canvas('graph-eight-plans', 'Lobes of eight plans', () => {
      open(eightPlans);
      run({ plans: EIGHT, truth: exact(truthOf(eightPlans, EIGHT, { gradient: 0.025 })) });
    }),
    canvas('graph-selected', 'Selected nodes and edges', () =>
      open(everyKind, { selection: ['z', 'theta', 'f'], selectedEdges: [['z', 'y']] }),
    ),
    canvas('graph-hovered', 'A node pointed at', () => open(everyKind, { hovered: 'z' })),
    canvas('graph-highlighted', 'Nodes of a term', () => open(simple5, { highlight: ['x1', 'f2'] })),
    canvas('graph-offending', 'The path of a refused cycle', () =>
      open(simple5, { offending: ['x1', 'x2', 'f2'] }),
    ),
    canvas('graph-rewritten', 'After the plan', () => open(simple5, { plan: 'Pathwise', view: 'rewritten' })),
    canvas('graph-surrogate', 'Surrogate loss', () => open(simple5, { view: 'surrogate' })),
    canvas('graph-findings', 'Mistakes', () => open(faulty)),
    canvas('graph-violation', 'Condition 1 fails along an edge', () =>
      open(example('step'), { plan: 'Pathwise' }),
    ),
    canvas('graph-large', 'A large graph from afar', () => open(example('draw'))),
    canvas('graph-crowd', 'A graph too large for details', () => open(crowd, { selection: ['n250'] })),
    canvas('graph-empty', 'Empty canvas', () => open(EMPTY_DOCUMENT)),
    {
      id: 'palette',
      title: 'NodePalette, symbols, outlines',
      show: Symbols,
    },
    {
      id: 'add-menu',
      title: 'Menu of kinds',
      width: 360,
      height: 260,
      show: () => <AddMenu spot={{ x: 40, y: 60, from: undefined }} onClose={nothing} onChoose={nothing} />,
    },
    { id: 'thumbnails', title: 'Thumbnails', show: Thumbnails },
  ],
};

const nothing = () => undefined;

function canvas(id: string, title: string, fill: () => void): Section {
  return { id, title, fill, show: Canvas, width: 900, height: 460 };
}

function Canvas() {
  return (
    <ReactFlowProvider>
      <div style={{ position: 'absolute', inset: 0, background: 'var(--paper)' }}>
        <GraphCanvas />
      </div>
    </ReactFlowProvider>
  );
}

function live(): void {
  open(simple5);
  run({ plans: SIMPLE_5, truth: exact(truthOf(simple5, SIMPLE_5, { gradient: 7.29 })) });
}

const LOOKS: readonly Look[] = [
  'parameter',
  'input',
  'stochastic',
  'noise',
  'deterministic',
  'score',
  'cost',
  'loss',
];

function Symbols() {
  return (
    <Specimens column={250}>
      <Specimen name="NodePalette">
        <div style={{ width: 60 }}>
          <NodePalette onDrop={nothing} onAdd={nothing} disabled={false} />
        </div>
      </Specimen>
      <Specimen name="Not now">
        <div style={{ width: 60 }}>
          <NodePalette onDrop={nothing} onAdd={nothing} disabled />
        </div>
      </Specimen>
      <Specimen name="Symbols">
        {[20, 26, 60].map((size) => (
          <div key={size} style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
            {KINDS.map(({ kind }) => (
              <NodeSymbol key={kind} kind={kind} size={size} />
            ))}
          </div>
        ))}
      </Specimen>
      {LOOKS.map((look) => (
        <Specimen key={look} name={look}>
          <svg width="110" height="110" viewBox="-55 -55 110 110" role="img" aria-label={look}>
            <NodeSketch look={look} centre={{ x: 0, y: 0 }} name={look.slice(0, 1)} />
          </svg>
        </Specimen>
      ))}
    </Specimens>
  );
}

/** Small and large ones, with every kind of node. */
const PICTURED = [
  'rough',
  'both-terms',
  'simple-1',
  'simple-4',
  'simple-5',
  'svg-1',
  'pendulum',
  'point-mass',
  'vae-kl',
  'draw',
  'gan',
  'bayes-local',
];

function Thumbnails() {
  return (
    <Specimens column={190}>
      {PRESETS.filter(({ id }) => PICTURED.includes(id)).map(({ id, document }) => (
        <Specimen key={id} name={id}>
          <Thumbnail document={document} />
        </Specimen>
      ))}
      <Specimen name="one-liners">
        <TableThumbnail />
      </Specimen>
      <Specimen name="every estimator">
        <EveryEstimatorThumbnail />
      </Specimen>
      {CLAIM_ROWS.map(({ id, make, sizes }) => (
        <Specimen key={id} name={id}>
          <ClaimThumbnail claim={make(sizes?.value ?? 1)} />
        </Specimen>
      ))}
    </Specimens>
  );
}
