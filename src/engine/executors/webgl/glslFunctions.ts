import { DRAW_FUNCTIONS } from './glslDraws';
import { MATH_FUNCTIONS } from './glslMath';
import { SPECIAL_FUNCTIONS } from './glslSpecial';

const FUNCTIONS = { ...MATH_FUNCTIONS, ...DRAW_FUNCTIONS, ...SPECIAL_FUNCTIONS };

/** A function that a generated shader may call. */
export type GlslName = keyof typeof FUNCTIONS;

/** The sources of the named functions and of all that they need, each defined before its use. */
export function functionsOf(names: Iterable<GlslName>): string {
  const sources = new Map<GlslName, string>();
  const visit = (name: GlslName): void => {
    if (sources.has(name)) return;
    const { source, needs }: { source: string; needs: readonly string[] } = FUNCTIONS[name];
    for (const needed of needs) {
      if (!isName(needed)) throw new Error(`${name} needs ${needed}, which does not exist`);
      visit(needed);
    }
    sources.set(name, source);
  };
  for (const name of names) visit(name);
  return [...sources.values()].join('\n');
}

function isName(name: string): name is GlslName {
  return Object.hasOwn(FUNCTIONS, name);
}
