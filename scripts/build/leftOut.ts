import type { Plugin } from 'vite';

/**
 * TensorFlow.js brings `long`, which tries WebAssembly as it loads and does without where it may not. Refused by the
 * policy, the try itself would be reported as a violation, so the build leaves it out.
 */
export function longWithoutWebAssembly(): Plugin {
  return {
    name: 'long-without-webassembly',
    apply: 'build',
    transform: {
      filter: { id: /node_modules[\\/]long[\\/].*\.js$/ },
      handler(code) {
        const changed = code.replace(/new WebAssembly\.Instance\([\s\S]*?\)\.exports/, 'null');
        if (changed === code) this.error('The package `long` no longer tries WebAssembly where it used to.');
        return { code: changed, map: null };
      },
    },
  };
}

/** KaTeX brings each font three times. Every browser that runs the page reads the smallest, WOFF2. */
export function katexFontsAsWoff2(): Plugin {
  return {
    name: 'katex-fonts-as-woff2',
    enforce: 'pre',
    transform: {
      filter: { id: /node_modules[\\/]katex[\\/].*\.css$/ },
      handler(code) {
        const changed = code.replace(/,url\([^)]*\) ?format\("(woff|truetype)"\)/g, '');
        if (/\.(woff|ttf)\b/.test(changed))
          this.error('KaTeX lists its fonts in another way than it used to.');
        return { code: changed, map: null };
      },
    },
  };
}
