import type { Finding, FindingPlace } from '../diagnostics/types';
import { LIMITS } from './limits';
import { isDataRule, tensorShape } from './tensor';
import { textsOf } from './texts';
import { type Document, type Node, type Plan, parentsOf } from './types';

/**
 * What is larger in a document than it may be: texts, and what is counted over the whole. A document with any of these
 * is not opened, and an edit that leads to one is refused.
 */
export function sizeFindings(document: Document): Finding[] {
  const { nodes, plans, pictures = [], title, about } = document;
  return [
    ...longerThan(LIMITS.title, title, 'the title', 'shorten it, and write the rest into the text', {
      field: 'title',
    }),
    ...longerThan(LIMITS.about, about, 'the text', 'shorten it', { field: 'about' }),
    ...counted(document).flatMap(([field, limit, what, size, mend]) =>
      atMost(what, size, limit, mend, { field }),
    ),
    ...nodes.flatMap(({ name, label = '' }) =>
      longerThan(LIMITS.label, label, 'its label', 'shorten it', { nodes: [name], field: 'label' }),
    ),
    ...plans.flatMap(({ name }) =>
      longerThan(LIMITS.label, name, 'its name', 'shorten it', { plan: name, field: 'name' }),
    ),
    ...pictures.flatMap((picture, i) =>
      longerThan(LIMITS.title, picture.title, 'the title of a picture', 'shorten it', {
        field: `pictures.${i}.title`,
      }),
    ),
  ];
}

type Count = readonly [field: string, limit: number, what: string, size: number, mend: string];

/** Everything that is counted over the whole document. */
function counted({ nodes, plans, pictures = [], training }: Document): Count[] {
  const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0);
  const named = [
    ...nodes.map((node) => (node.kind === 'cost' ? (node.trains ?? []).length : 0)),
    ...plans.map(namedIn),
    ...(training?.groups ?? []).map(({ parameters }) => parameters.length),
    ...pictures.map((picture) => Object.values(picture).flat().length),
  ];
  return [
    ['nodes', LIMITS.nodes, 'the number of nodes is', nodes.length, 'split the graph in two'],
    [
      'nodes',
      LIMITS.parameters,
      'the number of parameters is',
      nodes.filter(({ kind }) => kind === 'parameter').length,
      'put several numbers into one parameter, such as [0.1, 0.2], and write theta[0]',
    ],
    [
      'nodes',
      LIMITS.dataSets,
      'the number of inputs that draw from a data set is',
      nodes.filter((node) => node.kind === 'input' && isDataRule(node.value)).length,
      'let nodes share an input',
    ],
    ['plans', LIMITS.plans, 'the number of plans is', plans.length, 'remove some of them'],
    ['pictures', LIMITS.pictures, 'the number of pictures is', pictures.length, 'remove some of them'],
    [
      'nodes',
      LIMITS.edges,
      'the number of edges is',
      sum(nodes.map((node) => parentsOf(node).length)),
      'put a deterministic node between nodes that share their parents, or split the graph in two',
    ],
    [
      'nodes',
      LIMITS.expressions,
      'the characters of all expressions together are',
      sum(nodes.map((node) => sum(textsOf(node).map(([, text]) => text.length)))),
      'give what is written several times a node of its own, or split the graph in two',
    ],
    [
      'nodes',
      LIMITS.tensor,
      'the count of the numbers of all parameters and inputs is',
      sum(nodes.map(numbersOf)),
      'make arrays shorter',
    ],
    [
      'plans',
      LIMITS.references,
      'plans, training and pictures name nodes, and the count of these names is',
      sum(named),
      'remove plans, or entries that are as the default',
    ],
  ];
}

function namedIn({ nodes }: Plan): number {
  const entries = Object.values(nodes);
  return entries.reduce((all, entry) => {
    const { baseline } = 'baseline' in entry ? entry : {};
    const seen = typeof baseline === 'object' && baseline.kind === 'value' ? (baseline.of ?? []) : [];
    return all + 1 + seen.length;
  }, 0);
}

/** A data set's rows are made when they are drawn, and are limited by their seeds. */
function numbersOf(node: Node): number {
  if (node.kind !== 'parameter' && node.kind !== 'input') return 0;
  return isDataRule(node.value)
    ? 0
    : tensorShape(node.value).reduce((product, length) => product * length, 1);
}

function longerThan(limit: number, text: string, what: string, mend: string, place: FindingPlace): Finding[] {
  return atMost(`the number of characters of ${what} is`, text.length, limit, mend, place);
}

function atMost(what: string, size: number, limit: number, mend: string, place: FindingPlace): Finding[] {
  return size > limit ? [{ code: 'too-large', facts: { what, size, limit, mend }, ...place }] : [];
}
