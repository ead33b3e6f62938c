import { type Document, type ParameterNode, tensorShape } from '../../engine';
import type { ParameterCoordinate } from '../../state/shell/session';
import { untrainedWords } from './untrained';

export function parametersOf(document: Document): ParameterNode[] {
  return document.nodes.filter((node) => node.kind === 'parameter');
}

export function coordinatesIn(parameter: ParameterNode): number {
  return tensorShape(parameter.value).reduce((product, length) => product * length, 1);
}

/** The coordinate that is looked at: the wished one where it exists, else the first one of the first parameter that has a gradient. */
export function shownCoordinate(
  document: Document,
  wished: ParameterCoordinate | undefined,
): ParameterCoordinate | undefined {
  const parameters = parametersOf(document).filter((parameter) => coordinatesIn(parameter) > 0);
  const parameter = parameters.find(({ name }) => name === wished?.parameter);
  if (wished && parameter && wished.index < coordinatesIn(parameter)) return wished;
  const trained = parameters.find(({ name }) => untrainedWords(document, name) === undefined);
  const first = parameter ?? trained ?? parameters[0];
  return first && { parameter: first.name, index: 0 };
}

/** Where row-major `index` is in an array of `shape`: [1, 2], or [] in a scalar. */
export function indicesOf(index: number, shape: readonly number[]): number[] {
  let rest = index;
  return [...shape]
    .reverse()
    .map((length) => {
      const at = rest % length;
      rest = Math.floor(rest / length);
      return at;
    })
    .reverse();
}
