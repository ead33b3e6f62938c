import type { Node, Training } from '../../engine';
import { square } from './rollout';

/** The policy goes on slowly while the rest is learned. */
export const modelTraining = (learned: readonly string[]): Training => ({
  steps: 2000,
  groups: [
    { parameters: ['theta'], optimizer: { kind: 'adam', rate: 0.001 } },
    { parameters: learned, optimizer: { kind: 'adam', rate: 0.01 } },
  ],
});

/** The model: what it holds of s and of a, the latter off by the factor `kappa` at first. */
export const MODEL: readonly Node[] = [
  { name: 'psi', kind: 'parameter', value: [1, 1] },
  { name: 'kappa', kind: 'input', value: 1 },
  { ...square('m', ['psi', 'kappa'], 'psi*stack(1, kappa)'), label: '\\psi_\\kappa' },
];

/** The mean of the next state after the model. */
export const modelStep = (s: string, a: string): string => `m[0]*${s}+m[1]*${a}`;
