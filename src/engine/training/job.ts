import { FindingError } from '../diagnostics/types';
import { describe } from '../diagnostics/words';
import { ExecutorError } from '../executors/contract';
import { plainDevice } from '../executors/tensor/plain/plain';
import { capitalized } from '../jobs/capitalized';
import type { Job, Outlet } from '../jobs/contract';
import { executorWords } from '../jobs/executorWords';
import type { TrainingNews, TrainingOrder, TrainingStatus } from './contract';
import { type DeviceSource, isDevice } from './devices';
import { onlyRatesDiffer } from './onlyRatesDiffer';
import { TrainingSession } from './session';

/** A round of steps takes about this long, so that orders are soon heard. */
const ROUND = 60;
/** Milliseconds between two snapshots, and between two pictures. */
export const TRAINING_SNAPSHOTS = 120;
const PICTURES = 300;
/** Shares of the time that may go into measurements and into pictures. */
const MEASURING = 0.15;
const PAINTING = 0.2;
/** A device that was lost more often is no more tried. */
const MOST_LOSSES = 3;

type Open = Extract<TrainingOrder, { kind: 'open' }>;

const NOTHING_SPENT = { steps: 0, heldOut: 0, variance: 0, pictures: 0 };

/** Trains all plans of one document, side by side. */
export class TrainingJob implements Job<TrainingOrder> {
  readonly #devices: DeviceSource;
  readonly #outlet: Outlet<TrainingNews>;
  readonly #now: () => number;
  #session: TrainingSession | undefined;
  #opened: Open | undefined;
  #isRunning = false;
  #asked = 0;
  #speed = Number.POSITIVE_INFINITY;
  #plan: string | undefined;
  #chunk = 1;
  /** Where fewer steps a second are wanted than could be made. */
  #wait = 0;
  #paintedAt = 0;
  /** Pictures are to be made soon, whether or not it steps. */
  #wantsPictures = false;
  /** Steps when the curves and the pictures were last made; -1 before. */
  #lookedStep = -1;
  #paintedStep = -1;
  #spent = { ...NOTHING_SPENT };
  #rate = 0;
  #losses = 0;
  #status: TrainingStatus = { state: 'idle', device: undefined, diagnostics: [], notice: undefined };

  constructor(outlet: Outlet<TrainingNews>, devices: DeviceSource, now = () => performance.now()) {
    this.#outlet = outlet;
    this.#devices = devices;
    this.#now = now;
  }

  take(order: TrainingOrder): void | Promise<void> {
    switch (order.kind) {
      case 'open':
        return this.#open(order);
      case 'go':
        this.#isRunning = order.on;
        if (!order.on) this.#asked = 0;
        this.#say({ state: this.#state, ...(order.on && { notice: undefined }) });
        break;
      case 'step':
        this.#asked += order.count;
        break;
      case 'speed':
        this.#speed = order.stepsPerSecond;
        break;
      case 'look':
        this.#plan = order.plan;
        this.#wantsPictures = true;
        break;
      case 'view':
        this.#session?.view(order.picture, order.centre, order.reach);
        this.#wantsPictures = true;
        break;
      case 'export': {
        const found = this.#session?.parametersOf(order.plan);
        if (found) this.#outlet.tell({ kind: 'parameters', plan: order.plan, ...found });
        break;
      }
    }
  }

  close(): void {
    this.#session?.close();
    this.#session = undefined;
    this.#opened = undefined;
    this.#asked = 0;
  }

  /** What was learned stays. */
  stopped(): void {
    this.#asked = 0;
    this.#status = { ...this.#status, state: this.#session ? 'paused' : 'idle' };
  }

  get hasWork(): boolean {
    return this.#session !== undefined && (this.#goes || this.#wantsPictures);
  }

  get wait(): number {
    return this.#goes ? this.#wait : 0;
  }

  get #state(): TrainingStatus['state'] {
    if (!this.#session) return this.#status.state;
    return this.#isRunning ? 'running' : 'paused';
  }

  get #goes(): boolean {
    return (this.#isRunning || this.#asked > 0) && (this.#session?.canGoOn ?? false);
  }

  round(): Promise<void> {
    return this.#guarded(async (session) => {
      const goes = this.#goes;
      if (goes) await this.#step(session);
      await this.#paintWhenDue(session, !goes);
    });
  }

  /** A point of the curves, with what of the rest there is time for; at rest with all. */
  async show(isAtRest: boolean): Promise<boolean> {
    await this.#guarded(async (session) => {
      if (session.steps !== this.#lookedStep) await this.#look(session, isAtRest);
      if (isAtRest && session.steps !== this.#paintedStep) this.#wantsPictures = true;
      this.#outlet.tell({
        kind: 'snapshot',
        snapshot: { stepsPerSecond: this.#rate, plans: session.plans() },
      });
    });
    return true;
  }

  async #open(order: Open): Promise<void> {
    this.#asked = 0;
    if (this.#opened && this.#session && !order.isAnew && onlyRatesDiffer(this.#opened, order)) {
      this.#session.setRates(order.document);
      this.#opened = order;
      this.#say({ state: this.#state });
      return;
    }
    this.close();
    this.#say({ state: 'preparing', diagnostics: [], notice: undefined });
    try {
      const all = await this.#devices.candidates();
      const own = all.filter((device) => device.name === order.device && isDevice(device));
      const session = await TrainingSession.open(order, own.length > 0 ? own : all, this.#now, () =>
        this.#outlet.beat(),
      );
      this.#session = session;
      this.#opened = order;
      this.#chunk = 1;
      this.#losses = 0;
      this.#spent = { ...NOTHING_SPENT };
      this.#wantsPictures = true;
      this.#lookedStep = -1;
      this.#paintedStep = -1;
      const { device, deviceWords: words } = session;
      this.#say({ state: this.#state, device: { name: device.name, words } });
      // The curves begin before the first step.
      await this.show(true);
    } catch (error) {
      this.close();
      if (error instanceof FindingError)
        this.#say({ state: 'idle', diagnostics: error.findings.map(describe) });
      else if (error instanceof ExecutorError)
        this.#say({ state: 'idle', notice: `Training cannot start: ${executorWords(error.failure)}.` });
      else throw error;
    }
  }

  async #step(session: TrainingSession): Promise<void> {
    const begun = this.#now();
    const left = Math.max(0, session.limit - session.steps);
    const most = this.#asked > 0 ? this.#asked : Math.min(left, Math.max(1, (this.#speed * ROUND) / 1000));
    const count = Math.max(1, Math.min(this.#chunk, Math.floor(most)));
    const before = session.steps;
    await session.advance(count);
    const steps = session.steps - before;
    this.#asked = Math.max(0, this.#asked - count);
    const took = this.#now() - begun;
    this.#spent.steps += took;
    const ideal = Math.floor((count * ROUND) / Math.max(took, 0.1));
    this.#chunk = Math.max(1, Math.min(2 * this.#chunk, ideal));
    this.#wait = this.#asked > 0 ? 0 : Math.max(0, (1000 * steps) / this.#speed - took);
    this.#rate = steps > 0 ? (1000 * steps) / Math.max(took, 0.1) : this.#rate;
    const isOver = this.#isRunning && session.steps >= session.limit;
    if (!isOver && session.canGoOn) return;
    this.#isRunning = false;
    this.#say({ state: 'paused' });
  }

  async #look(session: TrainingSession, isAtRest: boolean): Promise<void> {
    const { steps, heldOut, variance } = this.#spent;
    const wishes = {
      heldOut: isAtRest || heldOut <= (MEASURING / 2) * steps,
      variance: isAtRest || variance <= (MEASURING / 2) * steps,
    };
    const begun = this.#now();
    await session.look(wishes);
    this.#lookedStep = session.steps;
    const took = this.#now() - begun;
    if (wishes.variance) this.#spent.variance += took;
    else if (wishes.heldOut) this.#spent.heldOut += took;
  }

  async #paintWhenDue(session: TrainingSession, isAtRest: boolean): Promise<void> {
    const begun = this.#now();
    const { pictures, steps } = this.#spent;
    const isDue = begun - this.#paintedAt >= PICTURES && pictures <= PAINTING * steps;
    if (!this.#wantsPictures && (isAtRest || !isDue)) return;
    this.#paintedAt = begun;
    this.#paintedStep = session.steps;
    this.#wantsPictures = false;
    const frames = await session.paint(this.#plan);
    this.#spent.pictures += this.#now() - begun;
    if (frames.length > 0) this.#outlet.tell({ kind: 'pictures', pictures: frames });
  }

  /** Does work on the device; where the device is lost, goes on with another from the last good step. */
  async #guarded(work: (session: TrainingSession) => Promise<void>): Promise<void> {
    const session = this.#session;
    if (!session) return;
    try {
      await work(session);
    } catch (error) {
      if (!(error instanceof ExecutorError)) throw error;
      await this.#recover(session, error);
    }
  }

  async #recover(session: TrainingSession, lost: ExecutorError): Promise<void> {
    const isOften = ++this.#losses > MOST_LOSSES;
    const from = session.device.name;
    const devices = isOften
      ? [plainDevice]
      : [...(await this.#devices.candidates()).filter(isDevice), plainDevice];
    for (const device of devices) {
      try {
        await session.moveTo(device);
      } catch (error) {
        if (error instanceof ExecutorError) continue;
        throw error;
      }
      this.#say({
        device: { name: device.name, words: session.deviceWords },
        notice: `${capitalized(executorWords(lost.failure, from))}${isOften ? ' again and again' : ''}; training goes on from step ${session.steps} on ${device.words}.`,
      });
      // What was to be shown when the device was lost.
      this.#wantsPictures = true;
      return;
    }
    throw lost;
  }

  #say(change: Partial<TrainingStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#outlet.tell({ kind: 'status', status: this.#status });
  }
}
