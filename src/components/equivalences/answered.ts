import { attempt, type Document } from '../../engine';
import { type ComparedChoice, keyOf, type SidedStep } from '../../state/views/equivalencesAddress';
import { questionOf, stepsOn } from './question';
import { viewOf } from './view';

const NOTHING: Document = { scg: 1, title: '', about: '', seed: 1, nodes: [], plans: [] };

interface Asked {
  readonly open?: Document;
  readonly added?: readonly SidedStep[];
  readonly off?: readonly SidedStep[];
}

/** What the page shows of a choice, worked out at once: for tests. */
export function answered(choice: ComparedChoice, { open = NOTHING, added = [], off = [] }: Asked = {}) {
  const question = questionOf(choice, added, open);
  const { left, right, claim } = question;
  if (left.kind !== 'ready' || right.kind !== 'ready') throw new Error('a side is missing');
  const out = new Set(off.map(keyOf));
  const made = attempt(left.planned, right.planned, {
    steps: { left: stepsOn('left', question, out), right: stepsOn('right', question, out) },
    wanted: claim?.correspondence ?? [],
  });
  const view = viewOf({ question, news: { kind: 'done', attempt: made } });
  if (!view) throw new Error('nothing is shown');
  return { ...view, refused: made.refused };
}
