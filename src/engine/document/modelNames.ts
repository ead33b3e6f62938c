import type { Picture } from './pictureTypes';
import type { Training } from './trainingTypes';
import type { Document } from './types';

/** The name that takes the place of a name, or undefined where its node is gone. */
type To = (name: string) => string | undefined;

/** `training` and `pictures` of a document with other names for its nodes, as fields to spread; those that are missing stay so. */
export function renameInModel(
  { training, pictures }: Pick<Document, 'training' | 'pictures'>,
  to: To,
): Pick<Document, 'training' | 'pictures'> {
  return {
    ...(training ? { training: inTraining(training, to) } : {}),
    ...(pictures ? { pictures: pictures.flatMap((picture) => inPicture(picture, to) ?? []) } : {}),
  };
}

function inTraining({ groups, ...rest }: Training, to: To): Training {
  if (!groups) return rest;
  const left = groups
    .map((group) => ({ ...group, parameters: each(group.parameters, to) }))
    .filter(({ parameters }) => parameters.length > 0);
  return left.length > 0 ? { ...rest, groups: left } : rest;
}

/** Undefined where the picture cannot be made without a node that is gone. */
function inPicture(picture: Picture, to: To): Picture | undefined {
  switch (picture.kind) {
    case 'images': {
      const { prior, ...rest } = picture;
      const show = each(picture.show, to);
      if (show.length === 0) return undefined;
      const set = prior === undefined ? undefined : to(prior);
      // Without its prior it would show something else.
      if (prior !== undefined && set === undefined) return undefined;
      return { ...rest, show, ...(set === undefined ? {} : { prior: set }) };
    }
    case 'latent':
    case 'band': {
      const [set, show] = [to(picture.set), to(picture.show)];
      return set === undefined || show === undefined ? undefined : { ...picture, set, show };
    }
    case 'steps':
      return inSteps(picture, to);
    case 'plane':
      return inPlane(picture, to);
    case 'pendulum':
      return inPendulum(picture, to);
    case 'paths':
      return inPaths(picture, to);
  }
}

/** Steps and their windows go together. */
function inSteps(picture: Extract<Picture, { kind: 'steps' }>, to: To): Picture | undefined {
  const { windows, ...rest } = picture;
  const kept = picture.show.flatMap((name, i) => {
    const show = to(name);
    return show === undefined ? [] : [{ show, window: windows?.[i] }];
  });
  if (kept.length === 0) return undefined;
  const left = kept.flatMap(({ window }) => (window === undefined ? [] : (to(window) ?? [])));
  const whole = windows !== undefined && left.length === kept.length;
  return { ...rest, show: kept.map(({ show }) => show), ...(whole ? { windows: left } : {}) };
}

function inPlane(picture: Extract<Picture, { kind: 'plane' }>, to: To): Picture | undefined {
  const { set, heat, arrows, ...rest } = picture;
  const points = each(picture.points, to);
  if (points.length === 0) return undefined;
  const field = pair(set, heat, to);
  const slope = pair(arrows?.from, arrows?.down, to);
  return {
    ...rest,
    points,
    ...(field ? { set: field[0], heat: field[1] } : {}),
    ...(slope ? { arrows: { from: slope[0], down: slope[1] } } : {}),
  };
}

/** Torques stand between angles: where one is gone, all are. */
function inPendulum(picture: Extract<Picture, { kind: 'pendulum' }>, to: To): Picture | undefined {
  const { torques, ...rest } = picture;
  const angles = each(picture.angles, to);
  if (angles.length === 0) return undefined;
  const left = each(torques ?? [], to);
  const whole =
    torques !== undefined && left.length === torques.length && angles.length === picture.angles.length;
  return { ...rest, angles, ...(whole ? { torques: left } : {}) };
}

function inPaths(picture: Extract<Picture, { kind: 'paths' }>, to: To): Picture | undefined {
  const { goal, set, heat, ...rest } = picture;
  const points = each(picture.points, to);
  if (points.length === 0) return undefined;
  const reached = goal === undefined ? undefined : to(goal);
  const field = pair(set, heat, to);
  return {
    ...rest,
    points,
    ...(reached === undefined ? {} : { goal: reached }),
    ...(field ? { set: field[0], heat: field[1] } : {}),
  };
}

function pair(a: string | undefined, b: string | undefined, to: To): readonly [string, string] | undefined {
  const [first, second] = [a, b].map((name) => (name === undefined ? undefined : to(name)));
  return first === undefined || second === undefined ? undefined : [first, second];
}

function each(names: readonly string[], to: To): string[] {
  return names.flatMap((name) => to(name) ?? []);
}
