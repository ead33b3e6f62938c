import type { Document, ParameterNode } from '../../engine';
import { coordinatesIn, parametersOf } from '../results/coordinate';

/** Parameters that hold numbers, in the document's order. */
export function trainedParametersOf(document: Document): ParameterNode[] {
  return parametersOf(document).filter((parameter) => coordinatesIn(parameter) > 0);
}

/** The parameter whose variance is drawn: the wished one where it exists, else the first. */
export function shownParameter(document: Document, wished: string | undefined): string | undefined {
  const parameters = trainedParametersOf(document);
  return (parameters.find(({ name }) => name === wished) ?? parameters[0])?.name;
}
