import { create } from 'zustand';
import type { Document } from '../engine/document/types';
import type { Snapshot, TruthReport } from '../engine/run/contract';

/** What the page asks of a run, wherever it happens (a worker, or slices of the main thread). */
export interface RunClient {
  start(document: Document, options: { readonly seed: number }): void;
  /** Another document: parameters go on at once, anything else starts a new generation. */
  update(document: Document): void;
  pause(): void;
  resume(): void;
  /** Makes `count` estimates and pauses. */
  step(count: number): void;
  reset(seed?: number): void;
  /** The coordinate whose trace and recent estimates the snapshots carry. */
  focus(parameter: string, coordinate: number): void;
  dispose(): void;
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  onTruth(listener: (truth: TruthReport) => void): () => void;
  onStatus(listener: (status: ClientStatus) => void): () => void;
}

export interface ClientStatus {
  readonly kind: 'running' | 'paused' | 'idle' | 'error';
  /** What runs and why, or what went wrong, in words. */
  readonly words: string;
}

/** What React may show of a run. Numbers that change with every batch are not in here: see `latestFrame`. */
export interface RunState {
  readonly status: 'running' | 'paused' | 'idle';
  readonly executorWords: string;
  readonly error: string | undefined;
}

export const useRun = create<RunState>()(() => ({ status: 'idle', executorWords: '', error: undefined }));

/** The newest results, outside React's state. `undefined` before the first ones, and after a reset. */
export interface Frame {
  readonly snapshot: Snapshot | undefined;
  readonly truth: TruthReport | undefined;
}

let frame: Frame = { snapshot: undefined, truth: undefined };
const frameListeners = new Set<(frame: Frame) => void>();
let frameRequest = 0;

export function latestFrame(): Frame {
  return frame;
}

/** Calls back with the newest results, at most once an animation frame, and once at the start. */
export function subscribeFrame(listener: (frame: Frame) => void): () => void {
  frameListeners.add(listener);
  listener(frame);
  return () => {
    frameListeners.delete(listener);
  };
}

function publish(next: Frame): void {
  frame = next;
  if (frameRequest !== 0) return;
  frameRequest = requestAnimationFrame(() => {
    frameRequest = 0;
    for (const listener of frameListeners) listener(frame);
  });
}

let client: RunClient | undefined;
let started = false;

/** Takes over a run client; the one before it is disposed of. */
export function attachRun(next: RunClient): void {
  client?.dispose();
  client = next;
  started = false;
  next.onSnapshot((snapshot) => {
    const { truth } = frame;
    publish({ snapshot, truth: truth?.generation === snapshot.generation ? truth : undefined });
  });
  next.onTruth((truth) => publish({ ...frame, truth }));
  next.onStatus(({ kind, words }) =>
    useRun.setState(
      kind === 'error'
        ? { status: 'idle', error: words }
        : { status: kind, executorWords: words, error: undefined },
    ),
  );
}

/** Gives the document to the run: the first time it starts, from then on it goes on with it. */
export function runDocument(document: Document): void {
  if (!client) return;
  if (started) client.update(document);
  else client.start(document, { seed: document.seed });
  started = true;
}

/** Nothing to run: the document has errors, or there is nothing in it. Forgets the results. */
export function clearRun(): void {
  client?.pause();
  publish({ snapshot: undefined, truth: undefined });
  useRun.setState({ status: 'idle' });
}

export function pauseRun(): void {
  client?.pause();
}

export function resumeRun(): void {
  client?.resume();
}

export function stepRun(count = 1): void {
  client?.step(count);
}

export function resetRun(seed?: number): void {
  client?.reset(seed);
}

export function focusRun(parameter: string, coordinate: number): void {
  client?.focus(parameter, coordinate);
}
