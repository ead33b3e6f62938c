import { compileCosts, compileOpenCosts } from '../compile/nodes';
import type { Feeds } from '../ir/program';
import type { Model } from '../model/model';
import type { Bounded } from './bounded';
import { costsOf } from './costs';
import type { Limits } from './limits';

/** The exact expectation of a sum of costs at any numbers from outside; undefined where it is not had. */
export type ExpectedCosts = (costs: readonly string[], at: Feeds) => Bounded | undefined;

/** The same for a document; undefined where its costs cannot be integrated at all. */
export function expectedCosts(model: Model, feeds: Feeds, limits: Limits): ExpectedCosts | undefined {
  const compiled = compileCosts(model);
  if (!compiled.sources) return undefined;
  const costs = costsOf(compiled, feeds, limits, () => compileOpenCosts(model));
  if ('reason' in costs) return undefined;
  const names = compiled.program.outputs.map(({ name }) => name);
  return (wanted, at) => {
    const found = costs.sum(
      at,
      wanted.map((cost) => names.indexOf(`cost:${cost}`)),
    );
    return 'failure' in found ? undefined : found;
  };
}
