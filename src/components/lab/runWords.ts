import type { ExecutorName, Failure } from '../../engine/executors/contract';
import type { Snapshot, TruthReport } from '../../engine/run/contract';

const EXECUTORS: Readonly<Record<ExecutorName, string>> = {
  fused: 'fused WebGL',
  tensor: 'TensorFlow.js',
  reference: 'plain JavaScript',
};

const FAILURES: Readonly<Record<Failure, string>> = {
  'no-webgl2': 'this browser offers no WebGL2',
  'no-float32-targets': 'the GPU cannot render to 32-bit floats',
  'too-large': 'the graph is too large to compile quickly',
  'compile-failed': 'the shader did not compile',
  'context-lost': 'the GPU was lost',
  'out-of-memory': 'the GPU ran out of memory',
};

const METHODS: Readonly<Record<TruthReport['method'], string>> = {
  enumeration: 'truth by enumeration',
  quadrature: 'truth by quadrature',
  'long-run': 'truth from a long run',
};

/** What runs the plans, and why not the fused shader where it is something else. */
export function executorWords(snapshot: Snapshot): { readonly what: string; readonly why: string[] } {
  const what = [...new Set(snapshot.plans.map(({ executor }) => EXECUTORS[executor]))].join(' and ');
  const reasons = snapshot.plans.flatMap(({ plan, fallback }) =>
    fallback ? [{ plan, reason: FAILURES[fallback.failure], detail: fallback.detail }] : [],
  );
  const shared = new Set(reasons.map(({ reason }) => reason));
  if (reasons.length === snapshot.plans.length && shared.size === 1) return { what, why: [...shared] };
  return { what, why: reasons.map(({ plan, reason }) => `${plan}: ${reason}`) };
}

export function truthWords(truth: TruthReport): { readonly what: string; readonly why: string | undefined } {
  return { what: METHODS[truth.method], why: truth.reason };
}
