import { feedsOf } from '../compile/feeds';
import type { Document } from '../document/types';
import type { ParameterNumbers } from './contract';
import type { DataTable } from './data';

/** The document's numbers, with a visitor's rows and kept parameters in their places. */
export function startFeeds(
  document: Document,
  tables: readonly DataTable[],
  start: ParameterNumbers | undefined,
): ReadonlyMap<string, Float64Array> {
  const feeds = new Map(feedsOf(document));
  for (const { input, train } of tables)
    if (train instanceof Float32Array) feeds.set(input, Float64Array.from(train));
  for (const { kind, name } of document.nodes) {
    const own = kind === 'parameter' ? start?.get(name) : undefined;
    if (own?.length === feeds.get(name)?.length && own) feeds.set(name, Float64Array.from(own));
  }
  return feeds;
}
