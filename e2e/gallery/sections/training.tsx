import { Pictures } from '../../../src/components/training/pictures/Pictures';
import { TrainingControls } from '../../../src/components/training/TrainingControls';
import { TrainingOptions } from '../../../src/components/training/TrainingOptions';
import { TrainingPanel } from '../../../src/components/training/TrainingPanel';
import { useDocument } from '../../../src/state/document/document';
import { useKept } from '../../../src/state/training/kept';
import { example, simple5 } from '../fixtures/documents';
import { framesOf } from '../fixtures/pictures';
import { type LearningLook, picturesOf, statusOf, trainingOf } from '../fixtures/training';
import type { Chapter, Section } from '../section';
import { open, train } from '../stores';
import { click } from './controls';

export const TRAINING: Chapter = {
  title: 'Training',
  sections: [
    {
      id: 'training',
      title: 'Under way',
      ...panel(() => {
        open(example('vae'));
        train([statusOf(), trainingOf(example('vae'), LEARNING), picturesOf(framesOf(example('vae')))]);
      }),
    },
    {
      id: 'training-diverged',
      title: 'A plan that diverged',
      ...panel(() => {
        open(example('bayes'));
        train([
          statusOf({ state: 'paused', notice: 'The graphics context was lost: training goes on.' }),
          trainingOf(example('bayes'), DIVERGED),
          picturesOf(framesOf(example('bayes'))),
        ]);
      }),
    },
    {
      id: 'training-without-data',
      title: 'Without pictures and held-out data',
      ...panel(() => {
        const document = { ...simple5, training: {} };
        open(document, { labTab: 'training' });
        train([statusOf(), trainingOf(document, LEARNING)]);
      }),
    },
    {
      id: 'training-preparing',
      title: 'Getting ready',
      ...panel(() => {
        open(example('vae'));
        train([statusOf({ state: 'preparing', device: undefined })]);
      }),
    },
    picture('picture-images', 'Images', 'vae', 0),
    picture('picture-samples', 'Images of the prior', 'vae', 1),
    picture('picture-latent', 'Latent plane', 'vae-kl', 0),
    picture('picture-steps', 'Steps, with windows', 'draw-attention', 0),
    picture('picture-plane', 'Points in the plane', 'gan', 0),
    picture('picture-band', 'Band', 'bayes', 0),
    picture('picture-pendulum', 'Pendulum', 'pendulum', 0),
    picture('picture-paths', 'Paths', 'point-mass', 0),
    {
      ...picture('picture-large', 'A picture in large', 'bayes', 0),
      width: undefined,
      height: 860,
      act: click('[aria-label="Show larger"]'),
    },
    {
      id: 'training-parameters',
      title: 'Menu of parameters',
      width: 420,
      height: 600,
      fill: () => {
        open(example('vae'));
        train([statusOf(), trainingOf(example('vae'), LEARNING)]);
      },
      show: TrainingControls,
      act: (stage) => {
        // What the browser keeps, which is nothing, has been looked up by then.
        setTimeout(() => useKept.setState({ sets: KEPT }), 200);
        click('[aria-label^="Parameters:"]')(stage);
      },
    },
    {
      id: 'training-settings',
      title: 'Settings',
      width: 396,
      fill: () => open(example('gan')),
      show: TrainingOptions,
    },
  ],
};

function panel(fill: () => void): Pick<Section, 'width' | 'height' | 'flows' | 'fill' | 'show'> {
  return { width: 1044, height: 400, flows: true, fill, show: TrainingPanel };
}

function picture(id: string, title: string, preset: string, index: number): Section {
  return {
    id,
    title,
    width: 420,
    height: 420,
    fill: () => {
      const document = example(preset);
      open(document, { picture: index });
      train([statusOf({ state: 'paused' }), trainingOf(document, LEARNING), picturesOf(framesOf(document))]);
    },
    show: OnePicture,
  };
}

function OnePicture() {
  const document = useDocument((state) => state.document);
  return (
    <div style={{ display: 'grid', height: '100%' }}>
      <Pictures document={document} pictures={document.pictures ?? []} />
    </div>
  );
}

const KEPT = [
  { id: 2, plan: 'Pathwise', step: 12_400, date: Date.UTC(2026, 0, 15, 9, 30) },
  { id: 1, plan: 'NVIL estimator', step: 400, date: Date.UTC(2026, 0, 14, 18, 5) },
];

const LEARNING: readonly LearningLook[] = [
  { from: 98, to: 41, pace: 0.7, variance: 260 },
  { from: 98, to: 42, pace: 0.6, variance: 180 },
  { from: 98, to: 55, pace: 0.35, variance: 92_000 },
];

const DIVERGED: readonly LearningLook[] = [
  { from: 9, to: 1.2, pace: 0.7, variance: 30 },
  {
    from: 9,
    to: 12,
    pace: 0.2,
    variance: 40_000,
    divergence: {
      step: 3120,
      node: 'w',
      what: 'value',
      words: 'the value of w was not a finite number',
    },
  },
];
