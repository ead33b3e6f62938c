import { FindingError } from '../../diagnostics/types';
import { describe } from '../../diagnostics/words';
import { ExecutorError } from '../../executors/contract';
import { plainDevice } from '../../executors/tensor/plain/plain';
import type { TrainingNews, TrainingOrder, TrainingStatus } from './contract';
import type { DeviceSource } from './devices';
import { onlyRatesDiffer } from './onlyRatesDiffer';
import { TrainingSession } from './session';

/** A round of steps takes about this long, so that orders are soon heard. */
const ROUND_MILLISECONDS = 60;
const SNAPSHOT_MILLISECONDS = 120;
const PICTURE_MILLISECONDS = 300;
/** Shares of the time that may go into measurements and into pictures. */
const MEASURING = 0.15;
const PAINTING = 0.2;

type Open = Extract<TrainingOrder, { kind: 'open' }>;

/** The side that trains: takes orders, steps while it may, and tells news. */
export class TrainingLoop {
  readonly #devices: DeviceSource;
  readonly #tell: (news: TrainingNews) => void;
  readonly #now: () => number;
  #session: TrainingSession | undefined;
  #generation = 0;
  #opening: Promise<void> = Promise.resolve();
  #running = false;
  #asked = 0;
  #speed = Number.POSITIVE_INFINITY;
  #plan: string | undefined;
  #turning = false;
  #chunk = 1;
  /** Milliseconds until the next round, where fewer steps a second are wanted than could be made. */
  #wait = 0;
  #toldAt = 0;
  #paintedAt = 0;
  /** Pictures are to be made soon, whether or not it steps. */
  #wantsPictures = false;
  #spent = { steps: 0, heldOut: 0, variance: 0, pictures: 0 };
  #rate = 0;
  #open: Open | undefined;
  #status: TrainingStatus = { state: 'idle', device: undefined, diagnostics: [], notice: undefined };

  constructor(devices: DeviceSource, tell: (news: TrainingNews) => void, now = () => performance.now()) {
    this.#devices = devices;
    this.#tell = tell;
    this.#now = now;
  }

  take(order: TrainingOrder): void {
    switch (order.kind) {
      case 'open':
        void this.#queue(() => this.#opened(order));
        return;
      case 'close':
        void this.#queue(async () => {
          this.#close();
          this.#say({ state: 'idle', diagnostics: [], device: undefined });
        });
        return;
      case 'start':
        this.#running = true;
        this.#say({ state: this.#session ? 'running' : this.#status.state });
        break;
      case 'pause':
        this.#running = false;
        this.#asked = 0;
        this.#say({ state: this.#session ? 'paused' : this.#status.state });
        break;
      case 'step':
        this.#asked += order.count;
        break;
      case 'reset':
        void this.#queue(() => this.#reset(order));
        return;
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
        if (found) this.#tell({ kind: 'parameters', plan: order.plan, ...found });
        return;
      }
    }
    void this.#turn();
  }

  /** One after the other, in the order in which they were asked for. */
  #queue(work: () => Promise<void>): Promise<void> {
    this.#opening = this.#opening.then(work).catch((error: unknown) => this.#fail(error));
    return this.#opening;
  }

  async #reset({ generation, seed }: Extract<TrainingOrder, { kind: 'reset' }>): Promise<void> {
    if (this.#open) await this.#opened({ ...this.#open, generation, seed });
  }

  /** What nobody foresaw is told, not swallowed; what was learned stays. */
  #fail(error: unknown): void {
    this.#running = false;
    this.#asked = 0;
    const notice = `Training stopped: ${error instanceof Error ? error.message : String(error)}`;
    this.#say({ state: this.#session ? 'paused' : 'idle', notice });
  }

  #close(): void {
    this.#session?.close();
    this.#session = undefined;
    this.#open = undefined;
  }

  async #opened(order: Open): Promise<void> {
    if (this.#open && this.#session && onlyRatesDiffer(this.#open, order)) {
      this.#session.setRates(order.document);
      this.#open = order;
      this.#generation = order.generation;
      this.#say({ state: this.#running ? 'running' : 'paused' });
      this.#show();
      void this.#turn();
      return;
    }
    this.#close();
    this.#say({ state: 'preparing', diagnostics: [] });
    try {
      const all = await this.#devices.candidates();
      const own = all.filter(({ name }) => name === order.device);
      const devices = own.length > 0 ? own : all;
      this.#session = await TrainingSession.open(order, devices, this.#now);
      this.#open = order;
      this.#generation = order.generation;
      this.#chunk = 1;
      this.#spent = { steps: 0, heldOut: 0, variance: 0, pictures: 0 };
      this.#wantsPictures = true;
      const { device, deviceWords } = this.#session;
      this.#say({
        state: this.#running ? 'running' : 'paused',
        device: { name: device.name, words: deviceWords },
      });
      await this.#guarded(() => this.#session?.look({ heldOut: true, variance: true }) ?? Promise.resolve());
      this.#show();
    } catch (error) {
      this.#close();
      if (error instanceof FindingError)
        this.#say({ state: 'idle', diagnostics: error.findings.map(describe) });
      else if (error instanceof ExecutorError) this.#say({ state: 'idle', notice: error.message });
      else throw error;
    }
    void this.#turn();
  }

  /** Rounds until paused; between two rounds orders are taken. */
  async #turn(): Promise<void> {
    if (this.#turning) return;
    this.#turning = true;
    await this.#opening;
    while (this.#session && (this.#goes() || this.#wantsPictures)) {
      // In the queue, so that no document is closed in the middle of a round.
      await this.#queue(() => this.#guarded(() => this.#oneTurn()));
      await pause(this.#goes() ? this.#wait : 0);
    }
    this.#turning = false;
  }

  #goes(): boolean {
    return (this.#running || this.#asked > 0) && (this.#session?.canGoOn ?? false);
  }

  async #oneTurn(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const goes = this.#goes();
    if (goes) await this.#round(session);
    await this.#paintWhenDue(session, !goes);
  }

  async #round(session: TrainingSession): Promise<void> {
    const begun = this.#now();
    const left = Math.max(0, session.limit - session.steps);
    const most =
      this.#asked > 0 ? this.#asked : Math.min(left, Math.max(1, (this.#speed * ROUND_MILLISECONDS) / 1000));
    const count = Math.max(1, Math.min(this.#chunk, Math.floor(most)));
    const before = session.steps;
    await session.advance(count);
    const steps = session.steps - before;
    this.#asked = Math.max(0, this.#asked - count);
    const took = this.#now() - begun;
    this.#spent.steps += took;
    this.#chunk = Math.max(
      1,
      Math.min(2 * this.#chunk, Math.floor((count * ROUND_MILLISECONDS) / Math.max(took, 0.1))),
    );
    this.#wait = this.#asked > 0 ? 0 : Math.max(0, (1000 * steps) / this.#speed - took);
    this.#rate = steps > 0 ? (1000 * steps) / Math.max(took, 0.1) : this.#rate;
    const ended = this.#running && session.steps >= session.limit;
    if (ended || !session.canGoOn) {
      this.#running = false;
      this.#say({ state: 'paused' });
    }
    const stops = !this.#running && this.#asked === 0;
    if (stops || this.#now() - this.#toldAt >= SNAPSHOT_MILLISECONDS) {
      await this.#measure(session, stops);
      this.#show();
      if (stops) this.#wantsPictures = true;
    }
  }

  /** A point of the curves, with what of the rest there is time for. */
  async #measure(session: TrainingSession, always: boolean): Promise<void> {
    const { steps, heldOut, variance } = this.#spent;
    const wishes = {
      heldOut: always || heldOut <= (MEASURING / 2) * steps,
      variance: always || variance <= (MEASURING / 2) * steps,
    };
    const begun = this.#now();
    await session.look(wishes);
    const took = this.#now() - begun;
    if (wishes.variance) this.#spent.variance += took;
    else if (wishes.heldOut) this.#spent.heldOut += took;
  }

  async #paintWhenDue(session: TrainingSession, atRest: boolean): Promise<void> {
    const begun = this.#now();
    const { pictures, steps } = this.#spent;
    const due = begun - this.#paintedAt >= PICTURE_MILLISECONDS && pictures <= PAINTING * steps;
    if (!this.#wantsPictures && (atRest || !due)) return;
    this.#paintedAt = begun;
    this.#wantsPictures = false;
    const frames = await session.paint(this.#plan);
    this.#spent.pictures += this.#now() - begun;
    if (session === this.#session && frames.length > 0)
      this.#tell({ kind: 'pictures', generation: this.#generation, pictures: frames });
  }

  /** Does work on the device; where the device is lost, goes on with another from the last good step. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ExecutorError)) throw error;
      await this.#recover(error);
    }
  }

  async #recover(error: ExecutorError): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const devices = [...(await this.#devices.candidates()), plainDevice];
    for (const device of devices) {
      try {
        await session.moveTo(device);
        this.#say({
          device: { name: device.name, words: session.deviceWords },
          notice: `The device was lost (${error.failure}); training goes on from step ${session.steps} on ${device.words}.`,
        });
        // What was to be shown when the device was lost.
        this.#show();
        this.#wantsPictures = true;
        return;
      } catch (other) {
        if (!(other instanceof ExecutorError)) throw other;
      }
    }
  }

  #show(): void {
    const session = this.#session;
    if (!session) return;
    this.#toldAt = this.#now();
    this.#tell({
      kind: 'snapshot',
      snapshot: { generation: this.#generation, stepsPerSecond: this.#rate, plans: session.plans() },
    });
  }

  #say(change: Partial<TrainingStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#tell({ kind: 'status', status: this.#status });
  }
}

/** Lets waiting messages have their turn; at least so long. */
function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) return new Promise((resolve) => setTimeout(resolve, milliseconds));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
