import { ExecutorError } from '../contract';
import type { SharedContext } from './context';
import { waitUntil } from './waiting';

/** A program to be linked. */
export interface Sources {
  readonly vertex: string;
  readonly fragment: string;
  /** Outputs of the vertex shader that are written to a buffer, one after the other. */
  readonly captured: readonly string[];
}

/** A linked program with the places of its uniforms. */
export interface Linked {
  readonly program: WebGLProgram;
  uniform(name: string): WebGLUniformLocation | null;
}

/**
 * Compiles and links all programs, side by side where the browser can, without waiting for it in a way that blocks.
 * Rejects with an ExecutorError `compile-failed`, carrying the compiler's log, or `context-lost`.
 */
export async function linkAll(context: SharedContext, programs: readonly Sources[]): Promise<Linked[]> {
  const { gl } = context;
  const jobs = programs.map((sources) => {
    const shaders = [
      compile(gl, gl.VERTEX_SHADER, sources.vertex),
      compile(gl, gl.FRAGMENT_SHADER, sources.fragment),
    ];
    const program = gl.createProgram();
    for (const shader of shaders) gl.attachShader(program, shader);
    if (sources.captured.length > 0)
      gl.transformFeedbackVaryings(program, sources.captured, gl.INTERLEAVED_ATTRIBS);
    gl.linkProgram(program);
    return { shaders, program };
  });
  try {
    for (const { shaders, program } of jobs) await untilLinked(context, program, shaders);
  } catch (error) {
    for (const { program } of jobs) gl.deleteProgram(program);
    throw error;
  } finally {
    for (const { shaders } of jobs) for (const shader of shaders) gl.deleteShader(shader);
  }
  return jobs.map(({ program }) => ({ program, uniform: rememberedUniforms(gl, program) }));
}

/**
 * Resolves once a program is linked, without waiting in a way that blocks where the browser can be asked.
 * Rejects with an ExecutorError `compile-failed`, carrying the compiler's log, or `context-lost`.
 */
export async function untilLinked(
  context: SharedContext,
  program: WebGLProgram,
  shaders: readonly WebGLShader[],
): Promise<void> {
  const { gl, parallel } = context;
  if (parallel)
    await waitUntil(() => {
      context.check();
      return gl.getProgramParameter(program, parallel.COMPLETION_STATUS_KHR) === true;
    });
  const isLinked = gl.getProgramParameter(program, gl.LINK_STATUS) === true;
  context.check();
  if (isLinked) return;
  const logs = [...shaders.map((shader) => gl.getShaderInfoLog(shader)), gl.getProgramInfoLog(program)];
  throw new ExecutorError('compile-failed', logs.find((log) => log?.trim())?.trim() ?? 'no reason given');
}

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type);
  if (!shader) throw new ExecutorError('context-lost', 'no shader object to be had');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

function rememberedUniforms(gl: WebGL2RenderingContext, program: WebGLProgram): Linked['uniform'] {
  const places = new Map<string, WebGLUniformLocation | null>();
  return (name) => {
    let place = places.get(name);
    if (place === undefined) {
      place = gl.getUniformLocation(program, name);
      places.set(name, place);
    }
    return place;
  };
}
