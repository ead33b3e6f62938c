import type { Finding } from '../diagnostics/types';
import type { Tree } from './tree';

type Call = Extract<Tree, { kind: 'call' }>;

/** The arguments of a distribution that is written out, by their names. */
export type NamedTrees =
  | { readonly trees: ReadonlyMap<string, Tree>; readonly finding?: undefined }
  | { readonly trees?: undefined; readonly finding: Finding };

/**
 * Which argument of `Normal(0, scale=1)` is which: those without names come first, in the order of the first of the
 * `alternatives`; `Bernoulli(logits=t)` is of the alternative that has the name.
 */
export function namedArgs(call: Call, alternatives: readonly (readonly string[])[]): NamedTrees {
  const { name, args, argNames = [], span } = call;
  const usual = alternatives[0] ?? [];
  const signature = `${name}(${usual.join(', ')})`;
  const miscounted: NamedTrees = {
    finding: { code: 'argument-count', facts: { call: name, signature, given: args.length }, span },
  };
  const named = argNames.flatMap((own) => own ?? []);
  const bare = args.length - named.length;
  if (named.length === 0 && bare !== usual.length) return miscounted;
  const legal = new Set(alternatives.flat());
  const unknown = named.find((own) => !legal.has(own.name));
  if (unknown) {
    const facts = { distribution: name, unknown: [unknown.name], alternatives };
    return { finding: { code: 'unknown-args', facts, span: unknown.span } };
  }
  const late = args.findIndex((_, i) => i >= bare && argNames[i] === undefined);
  if (late >= 0) {
    const facts = { call: name, signature };
    return { finding: { code: 'argument-order', facts, span: args[late]?.span ?? span } };
  }
  const filled = [...(bare > 0 ? usual.slice(0, bare) : []), ...named.map((own) => own.name)];
  const twice = filled.find((own, i) => filled.indexOf(own) < i);
  if (twice !== undefined)
    return { finding: { code: 'argument-twice', facts: { call: name, arg: twice }, span } };
  const chosen = alternatives.find((list) => filled.every((own) => list.includes(own)));
  if (!chosen)
    return {
      finding: { code: 'conflicting-args', facts: { distribution: name, given: filled, alternatives }, span },
    };
  const missing = chosen.filter((own) => !filled.includes(own));
  if (missing.length > 0)
    return {
      finding: { code: 'missing-args', facts: { distribution: name, missing, alternatives: [chosen] }, span },
    };
  if (bare > usual.length) return miscounted;
  return { trees: new Map(args.map((tree, i) => [filled[i] ?? '', tree])) };
}
