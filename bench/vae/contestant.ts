import type { SumsInBrief, VaeTask } from './page/rival';
import type { ByParameter } from './page/setting';

export const vaeTasks: readonly VaeTask[] = ['steps', 'estimates'];

/** One that trains the autoencoder, ready, each task in its quickest way. */
export interface Contestant {
  /** What it runs on, and the way of each task. */
  readonly words: Readonly<Record<VaeTask, string>>;
  /** Steps, or single gradients, a second, over so many seconds. */
  rate(task: VaeTask, seconds: number): Promise<number>;
  /** The parameters after so many steps. */
  trained(steps: number): Promise<ByParameter<readonly number[]>>;
  /** What so many rounds of 64 single gradients come to, at the start. */
  brief(rounds: number): Promise<ByParameter<SumsInBrief>>;
  /** What it holds after each of `parts` times `steps` steps; undefined where it cannot be asked. */
  memory?(steps: number, parts: number): Promise<readonly Readonly<Record<string, number>>[]>;
  close(): Promise<void>;
}
