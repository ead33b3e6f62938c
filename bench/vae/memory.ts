import type { Bench } from '../shared/browser';
import { failed } from '../shared/failed';
import { contestantInPage } from './inPage';
import type { VaeRivalName } from './page/vaePage';

const PARTS = 5;

/** What ours holds while it trains for so many steps, five times looked at. */
export async function vaeMemory(bench: Bench, steps: number, say: (text: string) => void): Promise<void> {
  const ours: readonly VaeRivalName[] = ['ours wasm', 'ours webgl'];
  for (const name of ours) {
    try {
      const contestant = await contestantInPage(bench, name);
      const readings = (await contestant.memory?.(Math.ceil(steps / PARTS), PARTS)) ?? [];
      readings.forEach((reading, part) => {
        const held = Object.entries(reading).map(([what, value]) => `${what} ${value.toLocaleString('en')}`);
        say(`${name}, after ${Math.round((steps * part) / PARTS)} steps: ${held.join(', ')}`);
      });
      await contestant.close();
    } catch (error) {
      say(`${name}: ${failed(error).error}`);
    }
  }
}
