import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** The policy of Trusted Types by which the page makes its workers: see `workerAddress.ts`. */
const TRUSTED = 'scg-lab-workers';

/**
 * What the built page may load: nothing but what is listed. A `meta` cannot say who may show the page in a frame (`frame-ancestors`); a host
 * that wants to says so in a header. Workers have a policy of their own, from the headers of their scripts, and so none here.
 */
function policyOf(scripts: readonly string[]): string {
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return [
    "default-src 'none'",
    // The script that awaits the start stands in the page; training compiles WebAssembly.
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(' ')}`,
    // React, KaTeX and Plotly set styles of elements; Plotly brings a style sheet.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    // The script that awaits the start asks which file is missing.
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    // No text becomes markup or code: nothing of the page needs it, nor anything that it brings.
    "require-trusted-types-for 'script'",
    `trusted-types ${TRUSTED}`,
  ].join('; ');
}

/** Only the built page carries the policy: the development server injects inline scripts of its own. */
export function policyInBuiltPage(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: policyOf(inlineScripts(html)) },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
}
