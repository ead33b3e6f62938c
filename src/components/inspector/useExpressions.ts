import { useCallback, useMemo, useRef } from 'react';
import {
  connect,
  type Diagnostic,
  type Document,
  isRefused,
  labelOf,
  type Node,
  type NodePatch,
  nameToLatex,
  parentsOf,
  updateNode,
} from '../../engine';
import { edit } from '../../state/document/document';
import { attemptOrSay } from '../ui/attempt';
import { useGesture } from '../ui/useGesture';
import type { FieldMend } from './Field';
import { withNamedParents, wordAt } from './namedParents';

/** What the expression fields of one node share. */
export function useExpressions(node: Node, document: Document) {
  const { nodes } = document;
  const visit = useGesture();
  const typed = useRef(false);
  const names = useMemo(() => {
    const parents = parentsOf(node);
    const others = nodes
      .map(({ name }) => name)
      .filter((name) => name !== node.name && !parents.includes(name));
    return [...parents, ...others];
  }, [node, nodes]);

  const nameLatex = useMemo(() => {
    const labels = new Map(nodes.map((other) => [other.name, labelOf(other)]));
    return (name: string) => labels.get(name) ?? nameToLatex(name);
  }, [nodes]);

  /** Takes over what was typed, and makes parents of the nodes it names, but for the word that is still being typed. */
  const type = useCallback(
    (patch: NodePatch, text: string, caret: number) => {
      typed.current = true;
      edit((before) => {
        const edited = updateNode(before, node.name, patch);
        return isRefused(edited) ? edited : withNamedParents(edited, node.name, wordAt(text, caret));
      });
    },
    [node.name],
  );

  /** The visit ends: the last word is no longer being typed. */
  const leave = useCallback(() => {
    if (typed.current) edit((before) => withNamedParents(before, node.name));
    typed.current = false;
    visit.end();
  }, [node.name, visit.end]);

  /** Takes back what was typed, and the edges that came with it. */
  const cancel = useCallback(() => {
    typed.current = false;
    visit.cancel();
  }, [visit.cancel]);

  /** Adds the edge from a node that is named but is no parent. */
  const mendOf = useCallback(
    (text: string) =>
      (diagnostic: Diagnostic): FieldMend | undefined => {
        if (diagnostic.code !== 'not-a-parent' || !diagnostic.span) return undefined;
        const parent = text.slice(...diagnostic.span);
        return {
          label: `Make ${parent} a parent`,
          run: () => attemptOrSay((before) => connect(before, parent, node.name)),
        };
      },
    [node.name],
  );

  return { names, nameLatex, type, leave, cancel, mendOf, begin: visit.begin };
}
