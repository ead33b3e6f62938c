import { withoutLabels } from '../document/structure';
import { type TrainingSettings, trainingOf } from '../document/training';
import type { Document } from '../document/types';
import { weightLayoutOf } from '../document/weights';
import { planFeeds } from '../exact/planFeeds';
import type { Device } from '../executors/tensor/contract';
import { plainDevice } from '../executors/tensor/plain/plain';
import { type Model, modelWith } from '../model/model';
import type { OwnRows, ParameterNumbers, PictureFrame, PlanTraining } from './contract';
import { TrainingCurve } from './curve';
import { type DataTable, type Numbers, tablesOf } from './data';
import { type Candidate, fastestDevice, isDevice } from './devices';
import { GradientMeasure } from './gradientMeasure';
import { HeldOut } from './heldOut';
import { type ParameterPlace, type PlanLane, planTraining, totalOf } from './lane';
import { layersOf } from './layers';
import type { Painter } from './pictures/painter';
import { painterOf } from './pictures/painters';
import { PlanTrainer, type ReadyStep, stepPlan } from './planTrainer';
import { startFeeds } from './startFeeds';

/** What is opened. */
export interface OpenedTraining {
  readonly document: Document;
  readonly seed: number;
  readonly start?: ParameterNumbers | undefined;
  readonly data?: ReadonlyMap<string, OwnRows> | undefined;
}

/** Which numbers are looked at beside the costs. */
export interface Wishes {
  readonly heldOut: boolean;
  readonly variance: boolean;
}

/** All plans of one document, trained side by side from the same start on the same noise. */
export class TrainingSession {
  readonly #lanes: PlanLane[] = [];
  #painters: Painter[] = [];
  #heldOut: HeldOut | undefined;
  #settings: TrainingSettings;

  private constructor(
    readonly model: Model,
    readonly tables: readonly DataTable[],
    readonly parameters: readonly ParameterPlace[],
    settings: TrainingSettings,
    public device: Device,
    /** How the device was chosen. */
    public deviceWords: string,
    readonly seed: number,
  ) {
    this.#settings = settings;
  }

  /**
   * Throws a FindingError where the document cannot be trained; rejects with an ExecutorError where the device fails.
   * `beat` is called now and then, as making ready may take long.
   */
  static async open(
    job: OpenedTraining,
    devices: readonly Candidate[],
    now: () => number,
    beat: () => void = () => undefined,
  ): Promise<TrainingSession> {
    const { document } = job;
    const tables = tablesOf(document, job.data);
    const model = modelWith(
      withoutLabels(document),
      new Map(tables.map(({ input, train, width }) => [input, { rows: train.length / width, width }])),
    );
    const settings = trainingOf(document);
    const feeds = startFeeds(document, tables, job.start);
    const steps = document.plans.map((plan) => stepPlan(model, plan, settings));
    const planned = steps.map((step) => ({
      step,
      feeds: planFeeds(model, step.plan, feeds),
    }));
    const [first] = planned;
    const choice = first
      ? await fastestDevice(devices, first.step.kernels, allFeeds(first.step, first.feeds), now)
      : { device: devices.find(isDevice) ?? plainDevice, words: '' };
    const places = document.nodes.flatMap((node): ParameterPlace[] =>
      node.kind === 'parameter'
        ? [
            {
              name: node.name,
              layers: layersOf(weightLayoutOf(node.value), feeds.get(node.name)?.length ?? 0),
            },
          ]
        : [],
    );
    const session = new TrainingSession(
      model,
      tables,
      places,
      settings,
      choice.device,
      choice.words,
      job.seed,
    );
    try {
      for (const { step, feeds: own } of planned) {
        beat();
        await session.#addLane(step, own);
      }
      beat();
      await session.#prepareViews();
    } catch (error) {
      session.close();
      throw error;
    }
    return session;
  }

  async #addLane(step: ReadyStep, feeds: Numbers): Promise<void> {
    const trainer = await PlanTrainer.prepare(this.device, this.model, step, this.#settings, feeds);
    this.#lanes.push({
      trainer,
      measure: await this.#measureOf(trainer),
      curve: new TrainingCurve(),
      costs: new Map(),
      moments: new Map(),
    });
  }

  /** Steps done by all plans that can go on; of plans that have all stopped, those of the furthest. */
  get steps(): number {
    const going = this.#lanes
      .filter(({ trainer }) => !trainer.divergence)
      .map(({ trainer }) => trainer.steps);
    return going.length > 0
      ? Math.min(...going)
      : Math.max(0, ...this.#lanes.map(({ trainer }) => trainer.steps));
  }

  get canGoOn(): boolean {
    return this.#lanes.some(({ trainer }) => !trainer.divergence);
  }

  /** Steps after which it pauses by itself. */
  get limit(): number {
    return this.#settings.steps ?? Number.POSITIVE_INFINITY;
  }

  /** The same document with other rates: training goes on with them. */
  setRates(document: Document): void {
    this.#settings = trainingOf(document);
    for (const { trainer } of this.#lanes) trainer.setRates(this.#settings);
  }

  /** Brings every plan `count` steps on, and those that a lost device left behind to the same step. */
  async advance(count: number): Promise<void> {
    const end = this.steps + count;
    for (const { trainer } of this.#lanes)
      if (trainer.steps < end) await trainer.advance(this.seed, end - trainer.steps);
  }

  /** A point of every plan's curve. */
  async look(wishes: Wishes): Promise<void> {
    for (const lane of this.#lanes) {
      const { trainer, curve } = lane;
      if (trainer.steps === (curve.points.at(-1)?.step ?? 0) && trainer.steps > 0) continue;
      const { costs, gradientNorm } = trainer.takeCosts();
      if (trainer.steps > 0) lane.costs = costs;
      const heldOut =
        (wishes.heldOut ? await this.#heldOut?.measure(trainer.learned, this.seed) : undefined) ?? Number.NaN;
      if (wishes.variance)
        lane.moments = await lane.measure.measure(trainer.learned, this.seed, MEASURED_FROM);
      const variances = this.parameters.map(({ name }) =>
        wishes.variance ? totalOf(lane.moments.get(name)) : Number.NaN,
      );
      const cost = [...costs.values()].reduce((sum, value) => sum + value, 0);
      if (trainer.steps > 0 || wishes.heldOut)
        curve.add({ step: trainer.steps, cost, heldOut, gradientNorm, variances });
    }
  }

  /** Of the plan called so, or the first one. */
  async paint(plan: string | undefined): Promise<PictureFrame[]> {
    const lane = this.#lanes.find(({ trainer }) => trainer.plan.name === plan) ?? this.#lanes[0];
    if (!lane) return [];
    const frames: PictureFrame[] = [];
    for (const painter of this.#painters) frames.push(await painter.paint(lane.trainer.learned, this.seed));
    return frames;
  }

  view(picture: number, centre: readonly [number, number], reach: number): void {
    this.#painters[picture]?.look?.(centre, reach);
  }

  plans(): PlanTraining[] {
    return this.#lanes.map((lane) => planTraining(lane, this.parameters, this.#heldOut !== undefined));
  }

  parametersOf(plan: string): { readonly step: number; readonly parameters: ParameterNumbers } | undefined {
    const lane = this.#lanes.find(({ trainer }) => trainer.plan.name === plan);
    if (!lane) return undefined;
    // A copy: the trainer's own hold until it steps on.
    const parameters = new Map(
      [...lane.trainer.parameters].map(([name, numbers]) => [name, numbers.slice()]),
    );
    return { step: lane.trainer.steps, parameters };
  }

  /** Makes everything ready again on another device; learning goes on from the last good step. */
  async moveTo(device: Device): Promise<void> {
    this.device = device;
    this.deviceWords = device.words;
    for (const lane of this.#lanes) {
      await lane.trainer.moveTo(device);
      lane.measure = await this.#measureOf(lane.trainer);
    }
    await this.#prepareViews();
  }

  close(): void {
    for (const { trainer, measure } of this.#lanes) {
      trainer.dispose();
      measure.dispose();
    }
    this.#heldOut?.dispose();
    for (const painter of this.#painters) painter.dispose();
  }

  #measureOf(trainer: PlanTrainer): Promise<GradientMeasure> {
    const sizes = new Map([...trainer.parameters].map(([name, numbers]) => [name, numbers.length]));
    return GradientMeasure.prepare(this.device, this.model, trainer.plan, sizes, trainer.fixed);
  }

  /** What looks at the model without a plan: held-out rows and pictures. */
  async #prepareViews(): Promise<void> {
    const { device, model, tables } = this;
    const fixed = this.#lanes[0]?.trainer.fixed ?? new Map();
    this.#heldOut = await HeldOut.prepare(device, model, tables, fixed);
    const studio = { device, model, tables, fixed };
    this.#painters = await Promise.all(
      (model.document.pictures ?? []).map((picture) => painterOf(studio, picture)),
    );
  }
}

/** Single estimates are numbered from here on, away from those of the steps. */
const MEASURED_FROM = 1 << 30;

function allFeeds({ compiled }: ReadyStep, feeds: Numbers): Numbers {
  return new Map([...feeds, ...compiled.initial]);
}
