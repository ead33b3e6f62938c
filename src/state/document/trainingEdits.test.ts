import { describe, expect, test } from 'vitest';
import { type Document, type Edited, isRefused } from '../../engine';
import { EMPTY_DOCUMENT } from './document';
import {
  optimizerGroups,
  optimizerOf,
  withOptimizer,
  withOwnOptimizer,
  withoutGroup,
  withScaledRates,
  withTraining,
} from './trainingEdits';

const document: Document = {
  ...EMPTY_DOCUMENT,
  nodes: ['phi', 'theta', 'b'].map((name) => ({ name, kind: 'parameter', value: 0 }) as const),
};
function accepted(edited: Edited): Document {
  if (isRefused(edited)) throw new Error(edited.code);
  return edited;
}

const adam = { kind: 'adam', rate: 0.003 };

test('a document that says nothing has one group, of all parameters', () => {
  expect(optimizerGroups(document)).toEqual([
    { place: undefined, parameters: ['phi', 'theta', 'b'], optimizer: adam },
  ]);
});

test('what could not be trained is refused', () => {
  expect(withTraining(document, { rows: 0 })).toHaveProperty('code');
  expect(withOptimizer(document, undefined, { kind: 'sgd', rate: -1 })).toHaveProperty('code');
});

test('fields are set and taken away again', () => {
  const edited = accepted(withTraining(document, { rows: 8, steps: 100 }));
  expect(accepted(withTraining(edited, { steps: undefined })).training).toEqual({ rows: 8 });
  expect(accepted(withTraining(accepted(withTraining(document, { rows: 8 })), { rows: undefined }))).toEqual(
    document,
  );
});

describe('a parameter with an optimizer of its own', () => {
  const edited = accepted(withOptimizer(accepted(withOwnOptimizer(document, 'phi')), 0, optimizerOf('sgd')));

  test('starts from what it had, and leaves the others alone', () => {
    expect(accepted(withOwnOptimizer(document, 'phi')).training?.groups).toEqual([
      { parameters: ['phi'], optimizer: adam },
    ]);
    expect(optimizerGroups(edited)).toEqual([
      { place: 0, parameters: ['phi'], optimizer: { kind: 'sgd', rate: 0.05 } },
      { place: undefined, parameters: ['theta', 'b'], optimizer: adam },
    ]);
  });

  test('moves out of the group that it was in', () => {
    const groups = [{ parameters: ['phi', 'b'], optimizer: optimizerOf('sgd') }];
    const moved = accepted(withOwnOptimizer(accepted(withTraining(document, { groups })), 'b'));
    expect(moved.training?.groups?.map(({ parameters }) => parameters)).toEqual([['phi'], ['b']]);
  });

  test('goes back to the others', () => {
    expect(accepted(withoutGroup(edited, 0)).training).toBeUndefined();
  });

  test('has its rate lowered with all others', () => {
    const lower = optimizerGroups(accepted(withScaledRates(edited, 0.1))).map(
      ({ optimizer }) => optimizer.rate,
    );
    expect(lower).toEqual([0.005, 0.0003]);
  });
});
