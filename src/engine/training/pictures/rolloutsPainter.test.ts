import { describe, expect, test } from 'vitest';
import { feedsOf } from '../../compile/feeds';
import { parseDocument } from '../../document/parse';
import type { Picture } from '../../document/pictureTypes';
import { plainDevice } from '../../executors/tensor/plain/plain';
import { modelOf } from '../../model/model';
import type { PictureFrame } from '../contract';
import { painterOf } from './painters';

const { document } = parseDocument({
  scg: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.5 },
    { name: 'g', kind: 'input', value: [2, -1] },
    {
      name: 's0',
      kind: 'stochastic',
      parents: [],
      distribution: 'Normal',
      args: { loc: 'stack(1, 2, 3)', scale: '1' },
    },
    { name: 'a0', kind: 'deterministic', parents: ['s0', 'theta'], expression: 'theta*s0[0]' },
    { name: 's1', kind: 'deterministic', parents: ['s0', 'a0'], expression: 's0+a0' },
    { name: 'c', kind: 'cost', parents: ['s1', 'g'], expression: 's1[0]+10*s1[1]+100*s1[2]+1000*g[0]' },
  ],
});

async function painted<K extends PictureFrame['kind']>(
  picture: Extract<Picture, { kind: K }>,
  theta: number,
): Promise<Extract<PictureFrame, { kind: K }>> {
  if (!document) throw new Error('the document is not sound');
  const studio = { device: plainDevice, model: modelOf(document), tables: [], fixed: feedsOf(document) };
  const painter = await painterOf(studio, picture);
  const frame = await painter.paint(new Map([['theta', Float64Array.of(theta)]]), 1);
  painter.dispose();
  return frame as Extract<PictureFrame, { kind: K }>;
}

describe('rollouts', () => {
  test('of a pendulum are the first numbers of its nodes, of one rollout each', async () => {
    const picture = { kind: 'pendulum', title: '', angles: ['s0', 's1'], torques: ['a0'] } as const;
    const { angles, torques, seconds } = await painted(picture, 0.5);
    expect(seconds).toBe(0.1);
    const [before, after] = angles;
    expect(before?.length).toBe(after?.length);
    expect(new Set(before).size).toBe(before?.length);
    before?.forEach((angle, i) => {
      expect(after?.[i]).toBeCloseTo(1.5 * angle, 5);
      expect(torques?.[0]?.[i]).toBeCloseTo(0.5 * angle, 5);
    });
  });

  test('follow what is learned, on the same noise', async () => {
    const picture = { kind: 'pendulum', title: '', angles: ['s0', 's1'], seconds: 0.2 } as const;
    const [first, second] = [await painted(picture, 0.5), await painted(picture, 1)];
    expect(second.seconds).toBe(0.2);
    expect(second.torques).toBeUndefined();
    expect(second.angles[0]).toEqual(first.angles[0]);
    expect(second.angles[1]?.[3]).toBeCloseTo(2 * (first.angles[0]?.[3] ?? Number.NaN), 5);
  });

  test('in the plane are the first two numbers, over a map whose other numbers are 0', async () => {
    const picture = {
      kind: 'paths',
      title: '',
      points: ['s0', 's1'],
      goal: 'g',
      set: 's1',
      heat: 'c',
    } as const;
    const { points, goal, heat, count, reach } = await painted(picture, 0.5);
    expect(goal).toEqual([2, -1]);
    const [before, after] = points;
    for (let i = 0; i < (before?.length ?? 0); i += 2) {
      const push = 0.5 * (before?.[i] ?? Number.NaN);
      expect(after?.[i]).toBeCloseTo((before?.[i] ?? Number.NaN) + push, 5);
      expect(after?.[i + 1]).toBeCloseTo((before?.[i + 1] ?? Number.NaN) + push, 5);
    }
    expect(heat?.length).toBe(count ** 2);
    // From the upper left to the lower right.
    expect(heat?.[0]).toBeCloseTo(9 * reach + 2000, 2);
    expect(heat?.[count - 1]).toBeCloseTo(11 * reach + 2000, 2);
    expect(heat?.at(-1)).toBeCloseTo(-9 * reach + 2000, 2);
  });
});
