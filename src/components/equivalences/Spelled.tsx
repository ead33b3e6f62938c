import { createContext, Fragment, useContext } from 'react';
import { analyse, type Graph, modelOf, nodeLatex, type Planned } from '../../engine';
import { Tex } from '../ui/Tex';

/** How the names of both graphs are set. */
export type NodeNames = ReadonlyMap<string, string>;

/** The nodes of graphs after their plans, as LaTeX. */
export function nodeNamesOf(graphs: readonly Planned[]): NodeNames {
  return new Map(
    graphs.flatMap((planned) => {
      const rewritten = graphAfter(planned);
      const latexOf = nodeLatex(rewritten);
      return [...rewritten.nodes.keys()].map((name) => [name, latexOf(name)] as const);
    }),
  );
}

/** A graph after its plan. */
export function graphAfter({ document, plan }: Planned): Graph {
  return analyse(modelOf(document), plan).rewritten;
}

export const NamesContext = createContext<NodeNames>(new Map());

/** Words of the engine, with the names of nodes in them set as mathematics. An article stays one, whatever nodes are called. */
export function Spelled({ text }: { readonly text: string }) {
  const names = useContext(NamesContext);
  return text.split(/([A-Za-z][A-Za-z0-9_]*)/).map((word, i) => {
    const latex = word === 'a' ? undefined : names.get(word);
    // biome-ignore lint/suspicious/noArrayIndexKey: words have nothing but their place
    return <Fragment key={i}>{latex === undefined ? word : <Tex latex={latex} />}</Fragment>;
  });
}
