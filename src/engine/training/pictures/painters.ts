import type { Picture } from '../../document/pictureTypes';
import { bandPainter } from './bandPainter';
import { imagesPainter, stepsPainter } from './imagesPainter';
import { latentPainter } from './latentPainter';
import type { Painter, Studio } from './painter';
import { planePainter } from './planePainter';
import { pathsPainter, pendulumPainter } from './rolloutsPainter';

/** Makes the painter of a picture ready. Throws a FindingError where an expression is at fault. */
export function painterOf(studio: Studio, picture: Picture): Promise<Painter> {
  switch (picture.kind) {
    case 'images':
      return imagesPainter(studio, picture);
    case 'latent':
      return latentPainter(studio, picture);
    case 'steps':
      return stepsPainter(studio, picture);
    case 'plane':
      return planePainter(studio, picture);
    case 'band':
      return bandPainter(studio, picture);
    case 'pendulum':
      return pendulumPainter(studio, picture);
    case 'paths':
      return pathsPainter(studio, picture);
  }
}
