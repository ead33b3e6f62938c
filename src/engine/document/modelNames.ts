import { type NewName, renamePicture } from './renamePicture';
import type { Training } from './trainingTypes';
import type { Document } from './types';

/**
 * `training` and `pictures` of a document with other names for its nodes, as fields to spread; those that are missing
 * stay so.
 */
export function renameInModel(
  { training, pictures }: Pick<Document, 'training' | 'pictures'>,
  to: NewName,
): Pick<Document, 'training' | 'pictures'> {
  return {
    ...(training ? { training: inTraining(training, to) } : {}),
    ...(pictures ? { pictures: pictures.flatMap((picture) => renamePicture(picture, to) ?? []) } : {}),
  };
}

function inTraining({ groups, ...rest }: Training, to: NewName): Training {
  if (!groups) return rest;
  const left = groups
    .map((group) => ({ ...group, parameters: each(group.parameters, to) }))
    .filter(({ parameters }) => parameters.length > 0);
  return left.length > 0 ? { ...rest, groups: left } : rest;
}

function each(names: readonly string[], to: NewName): string[] {
  return names.flatMap((name) => to(name) ?? []);
}
