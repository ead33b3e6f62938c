import { ExecutorError } from '../contract';
import type { SharedContext } from './context';
import { VERTEX_SHADER } from './shader';
import { waitUntil } from './waiting';

/** A linked program with the places of its uniforms. */
export interface Linked {
  readonly program: WebGLProgram;
  uniform(name: string): WebGLUniformLocation | null;
}

/**
 * Compiles and links all fragment shaders, side by side where the browser can, without waiting for it in a way that blocks.
 * Rejects with an ExecutorError `compile-failed`, carrying the compiler's log, or `context-lost`.
 */
export async function linkAll(context: SharedContext, fragments: readonly string[]): Promise<Linked[]> {
  const { gl, parallel } = context;
  const vertex = compile(gl, gl.VERTEX_SHADER, VERTEX_SHADER);
  const jobs = fragments.map((source) => {
    const fragment = compile(gl, gl.FRAGMENT_SHADER, source);
    const program = gl.createProgram();
    gl.attachShader(program, vertex);
    gl.attachShader(program, fragment);
    gl.linkProgram(program);
    return { fragment, program };
  });
  try {
    if (parallel)
      for (const { program } of jobs)
        await waitUntil(() => {
          context.check();
          return gl.getProgramParameter(program, parallel.COMPLETION_STATUS_KHR) === true;
        });
    for (const { fragment, program } of jobs) {
      if (gl.getProgramParameter(program, gl.LINK_STATUS)) continue;
      context.check();
      const log = gl.getShaderInfoLog(fragment) || gl.getProgramInfoLog(program) || 'no reason given';
      throw new ExecutorError('compile-failed', log.trim());
    }
  } catch (error) {
    for (const { program } of jobs) gl.deleteProgram(program);
    throw error;
  } finally {
    for (const { fragment } of jobs) gl.deleteShader(fragment);
    gl.deleteShader(vertex);
  }
  return jobs.map(({ program }) => ({ program, uniform: rememberedUniforms(gl, program) }));
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
