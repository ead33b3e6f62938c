/**
 * The one door to TensorFlow.js: its context, its textures, its matrix product and its way to run a shader. Whatever else the engine wants of
 * WebGL it does itself, so this list is what would have to be written if the package died (its last release is of December 2024).
 */
export { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
export {
  backend,
  engine,
  env,
  matMul,
  registerBackend,
  removeBackend,
  setBackend,
  type Tensor,
  tensor1d,
} from '@tensorflow/tfjs-core';
