import { describe, expect, test } from 'vitest';
import { CLAIM_ROWS } from '../../engine';
import { answered } from './answered';
import { FIELD } from './figure';
import { litBy } from './lit';
import { drawnAt, routeAt, type Sprite, spriteAt } from './morph';
import { partsAt, STOPS } from './morphParts';

const CLAIMS = CLAIM_ROWS.map(({ id, title, sizes }) => ({
  title,
  view: answered({ kind: 'claim', id, size: sizes?.value ?? 1 }),
}));
const [CONTRACTED = 0, RENAMED = 0] = STOPS;
const DIFFERENT = answered(
  { kind: 'claim', id: 'gan-svg-0', size: 1 },
  { off: [{ side: 'left', step: { kind: 'give', node: 'y' } }] },
);

type View = (typeof CLAIMS)[number]['view'];

function spritesAt({ morph }: View, t: number): Sprite[] {
  return morph.tracks.map((track) => spriteAt(track, morph, t)).filter(({ opacity }) => opacity > 0);
}

describe.each(CLAIMS)('$title', ({ view }) => {
  test('begins as the left graph and ends as the right one', () => {
    for (const [t, side] of [
      [0, 'left'],
      [1, 'right'],
    ] as const) {
      const sprites = spritesAt(view, t);
      expect(sprites).toHaveLength(view[side].nodes.length);
      for (const { track, centre, scale, opacity, looks, label } of sprites) {
        const node = track[side];
        expect(centre).toEqual(node?.centre);
        expect(scale).toBeCloseTo(view[side].nodeScale);
        expect(opacity).toBe(1);
        expect(looks).toEqual([{ look: node?.look, letters: node?.letters, share: 1 }]);
        expect(label).toEqual({ side, latex: node?.latex, share: 1 });
      }
      expect(drawnAt(t)).toEqual({ left: 1 - t, right: t });
    }
  });

  test('between contracting and unfolding the pairs alone are there, and all links', () => {
    for (const t of [CONTRACTED, RENAMED]) {
      const sprites = spritesAt(view, t);
      expect(sprites).toHaveLength(view.pairs.length);
      for (const { track, looks } of sprites) {
        expect(track).toMatchObject({ left: {}, right: {} });
        expect(looks).toHaveLength(1);
      }
      const byTrack = new Map(sprites.map((sprite) => [sprite.track.id, sprite]));
      expect(view.morph.links.length).toBeGreaterThan(4);
      for (const link of view.morph.links) {
        expect(link.on).toBe('both');
        expect(routeAt(link, byTrack, t)).toMatchObject({ opacity: 1 });
      }
    }
  });

  test('nothing leaves the field, nor jumps', () => {
    let before = new Map<string, Sprite>();
    const steps = 200;
    const worst = { outside: 0, jump: 0, growth: 0, flash: 0 };
    const note = (what: keyof typeof worst, value: number) => {
      worst[what] = Math.max(worst[what], value);
    };
    for (let i = 0; i <= steps; i++) {
      const sprites = view.morph.tracks.map((track) => spriteAt(track, view.morph, i / steps));
      for (const { track, centre, scale, opacity } of sprites) {
        note('outside', Math.max(-centre.x, centre.x - FIELD[0], -centre.y, centre.y - FIELD[1]));
        const last = before.get(track.id);
        if (!last) continue;
        note('jump', Math.hypot(centre.x - last.centre.x, centre.y - last.centre.y));
        note('growth', Math.abs(scale - last.scale));
        note('flash', Math.abs(opacity - last.opacity));
      }
      before = new Map(sprites.map((sprite) => [sprite.track.id, sprite]));
    }
    expect(worst.outside).toBe(0);
    expect(worst.jump).toBeGreaterThan(0);
    expect(worst.jump).toBeLessThan(20);
    expect(worst.growth).toBeLessThan(0.1);
    expect(worst.flash).toBeLessThan(0.1);
  });

  test('what is put in arrives at what holds it', () => {
    for (const [t, side] of [
      [CONTRACTED, 'left'],
      [RENAMED, 'right'],
    ] as const) {
      const inside = view[side].nodes.filter(({ standing }) => standing === 'inside');
      expect(inside.length).toBeGreaterThan(0);
      const centreOf = (name: string | undefined) => {
        const track = view.morph.tracks.find((own) => own[side]?.name === name);
        return track && spriteAt(track, view.morph, t).centre;
      };
      for (const { name, holders } of inside)
        expect(centreOf(name)).toEqual(centreOf(view[side].shows.get(holders[0] ?? '')?.name));
    }
  });

  test('nodes that stay are apart when they have the field to themselves', () => {
    for (const t of [CONTRACTED, RENAMED]) {
      const sprites = spritesAt(view, t);
      for (const [i, a] of sprites.entries())
        for (const b of sprites.slice(i + 1))
          expect(Math.hypot(a.centre.x - b.centre.x, a.centre.y - b.centre.y)).toBeGreaterThan(84 * a.scale);
    }
  });
});

test('the parts come one after the other', () => {
  expect(partsAt(0)).toEqual({ contract: 0, spread: { left: 0, right: 1 }, rename: 0, unfold: 0 });
  expect(partsAt(CONTRACTED)).toMatchObject({ contract: 1, spread: { left: 1 }, rename: 0 });
  expect(partsAt(RENAMED)).toMatchObject({ rename: 1, spread: { right: 1 }, unfold: 0 });
  expect(partsAt(1)).toMatchObject({ contract: 1, rename: 1, spread: { right: 0 }, unfold: 1 });
});

test('what one side alone has goes or comes while the others change their names, and so do its lines', () => {
  const seen = (t: number) =>
    spritesAt(DIFFERENT, t).map(({ track }) => track.left?.name ?? track.right?.name);
  expect(seen(CONTRACTED)).toContain('y');
  expect(seen(RENAMED)).not.toContain('y');
  const alone = DIFFERENT.morph.links.filter(({ on }) => on === 'left');
  expect(alone.map(({ from, to }) => [from, to])).toEqual([
    ['left y', 'left L_D'],
    ['left y', 'left L_G'],
  ]);
});

test('a node lights its partner, what is put in also what holds it, and squares that are read as a pair one another', () => {
  const draw = answered({ kind: 'claim', id: 'draw-svg-inf', size: 2 });
  const lit = (side: 'left' | 'right', name: string) => litBy({ side, names: [name] }, draw);
  expect(lit('left', 'epsilon_z1')).toEqual({
    left: new Set(['epsilon_z1']),
    right: new Set(['epsilon_a0']),
  });
  expect(lit('right', 'theta')).toEqual({ left: new Set(['phi', 'q']), right: new Set(['theta']) });
  expect(lit('left', 'e2')).toEqual({
    left: new Set(['e2', 'K2', 'L']),
    right: new Set(['s1', 'c1', 'c2']),
  });
  expect(lit('right', 'r0')).toEqual({ left: new Set(), right: new Set(['r0']) });
  expect(litBy(undefined, draw)).toBeUndefined();
});
