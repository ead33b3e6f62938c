import { create } from 'zustand';
import type { Document } from '../engine/document/types';
import { RunClient } from '../engine/run/client';
import type { Snapshot, TruthReport } from '../engine/run/contract';
import type { RunStatus } from '../engine/run/protocol';

/** What React may show of a run. Numbers that change with every batch are not in here: see `latestFrame`. */
export interface RunState {
  readonly status: RunStatus['state'];
  /** What keeps the document from running, or what its numbers do to it. */
  readonly diagnostics: RunStatus['diagnostics'];
  /** A passing event to tell, such as a lost context. */
  readonly notice: string | undefined;
}

const IDLE: RunState = { status: 'idle', diagnostics: [], notice: undefined };

export const useRun = create<RunState>()(() => IDLE);

/** The newest results, outside React's state. `undefined` before the first ones, and after a reset. */
export interface Frame {
  readonly snapshot: Snapshot | undefined;
  readonly truth: TruthReport | undefined;
}

const NOTHING: Frame = { snapshot: undefined, truth: undefined };

let frame = NOTHING;
let requested = 0;
const listeners = new Set<(frame: Frame) => void>();

export function latestFrame(): Frame {
  return frame;
}

/** Calls back with the newest results, at most once an animation frame, and once at the start. */
export function subscribeFrame(listener: (frame: Frame) => void): () => void {
  listeners.add(listener);
  listener(frame);
  return () => {
    listeners.delete(listener);
  };
}

function publish(next: Frame): void {
  frame = next;
  if (requested !== 0) return;
  requested = requestAnimationFrame(() => {
    requested = 0;
    for (const listener of listeners) listener(frame);
  });
}

let client: RunClient | undefined;
/** What the visitor asked for; a page that is out of sight pauses by itself and goes on when it is seen again. */
let wanted: 'running' | 'paused' = 'paused';

function theClient(): RunClient {
  client ??= RunClient.start({
    onSnapshot: (snapshot) => {
      const { truth } = frame;
      publish({ snapshot, truth: truth?.generation === snapshot.generation ? truth : undefined });
    },
    onTruth: (truth) => publish({ ...frame, truth }),
    onStatus: ({ state, diagnostics, notice }) => useRun.setState({ status: state, diagnostics, notice }),
  });
  return client;
}

/** Shows a document to the run, whose estimates start afresh; undefined where there is nothing that can run. */
export function runDocument(document: Document | undefined): void {
  if (document) {
    theClient().open(document);
    return;
  }
  client?.pause();
  publish(NOTHING);
  useRun.setState(IDLE);
}

export function resumeRun(): void {
  wanted = 'running';
  if (!globalThis.document.hidden) theClient().resume();
}

export function pauseRun(): void {
  wanted = 'paused';
  client?.pause();
}

/** Makes `count` more estimates of every plan, and pauses. */
export function stepRun(count = 1): void {
  pauseRun();
  theClient().step(count);
}

/** From the first estimate again, with the document's seed or another. */
export function resetRun(seed?: number): void {
  theClient().reset(seed);
}

/** The coordinate whose trace and recent estimates are handed out. */
export function focusRun(parameter: string, coordinate: number): void {
  theClient().look({ parameter, coordinate });
}

/** Loses the GPU's context, as a driver reset would: for tests. */
export function loseContext(): void {
  client?.loseContext();
}

/** Call once: pauses the run while the page is out of sight. */
export function watchVisibility(): void {
  globalThis.document.addEventListener('visibilitychange', () => {
    if (wanted === 'paused') return;
    if (globalThis.document.hidden) client?.pause();
    else client?.resume();
  });
}
