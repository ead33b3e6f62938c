import { compileNodes } from '../compile/nodes';
import { eventShape } from '../distributions/args';
import { checkArgs } from '../distributions/checkArgs';
import { prepareReference } from '../executors/reference/reference';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { Model } from '../model/model';

/** Joint draws at which arguments are checked. */
const DRAWS = 8;

/**
 * Tells whether distributions are still defined at other feeds: at a few joint draws, every argument that is in range
 * at `feeds` must stay in range.
 */
export function domainOf(model: Model, feeds: Feeds): (at: Feeds) => boolean {
  const { program, nodes } = compileNodes(model);
  const sites = nodes.flatMap(({ name, site, argShapes }) => (site ? [{ name, site, argShapes }] : []));
  if (sites.length === 0) return () => true;
  const reference = prepareReference(program);
  const misfits = (at: Feeds): ReadonlySet<string> => {
    const { raw } = reference.runNow({ seed: 1, first: 0, count: DRAWS, feeds: at, raw: DRAWS });
    const columns = new Map(program.outputs.map(({ name }, i) => [name, raw[i] ?? new Float64Array(0)]));
    const found = new Set<string>();
    for (const { name, site, argShapes } of sites)
      for (const [arg, shape] of Object.entries(argShapes)) {
        const numbers = columns.get(`${name}.${arg}`) ?? new Float64Array(0);
        const event = eventShape(site.distribution.constraints[arg], shape);
        const width = event.length > 0 ? sizeOf(event) : numbers.length;
        for (let from = 0; from < numbers.length; from += width)
          if (checkArgs(site.distribution, { [arg]: Array.from(numbers.subarray(from, from + width)) }))
            found.add(`${name}.${arg}`);
      }
    return found;
  };
  const before = misfits(feeds);
  return (at) => [...misfits(at)].every((own) => before.has(own));
}
