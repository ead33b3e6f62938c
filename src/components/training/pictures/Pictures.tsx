import { useState } from 'react';
import type { Document, Picture } from '../../../engine';
import { activePlan, planIndex } from '../../../state/document/derived';
import { choosePicture, useSession } from '../../../state/shell/session';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Guard } from '../../ui/Guard';
import { choices, MenuButton } from '../../ui/Menu';
import { colourOfPlan } from '../../ui/palette';
import { Swatch } from '../../ui/Swatch';
import { LargerSign } from '../../ui/signs';
import { usePalette } from '../../ui/usePalette';
import { BandCanvas } from './BandCanvas';
import { ImagesCanvas } from './ImagesCanvas';
import { LatentCanvas } from './LatentCanvas';
import { PathsCanvas } from './PathsCanvas';
import { PendulumCanvas } from './PendulumCanvas';
import styles from './Pictures.module.css';
import { PlaneCanvas } from './PlaneCanvas';
import { StepsCanvas } from './StepsCanvas';

interface PicturesProps {
  readonly document: Document;
  readonly pictures: readonly Picture[];
}

/** One of the document's pictures, of the model that the active plan trains. */
export function Pictures({ document, pictures }: PicturesProps) {
  const wished = useSession((session) => session.picture);
  const chosenPlan = useSession((session) => session.plan);
  const [large, setLarge] = useState(false);
  const index = Math.min(wished, pictures.length - 1);
  const picture = pictures[index];
  const plan = activePlan(document, chosenPlan).name;
  const place = planIndex(document, plan);
  if (!picture) return null;
  const title = titleOf(picture, index);
  return (
    <section className={`column ${styles.pictures}`} aria-label="Pictures">
      <header className={`row ${styles.head}`}>
        {pictures.length > 1 ? (
          <MenuButton
            label={`Picture: ${title}`}
            small
            look="quiet"
            entries={choices(
              [...pictures.entries()],
              ([i]) => i === index,
              ([i, each]) => titleOf(each, i),
              ([i]) => choosePicture(i),
            )}
          >
            {title} <span aria-hidden="true">▾</span>
          </MenuButton>
        ) : (
          <h2>{title}</h2>
        )}
        <span className={`clipped fill ${styles.of}`}>
          <Swatch plan={place} />
          {plan}
        </span>
        <Button
          look="quiet"
          small
          square
          aria-label="Show larger"
          title="Show larger"
          onClick={() => setLarge(true)}
        >
          <LargerSign />
        </Button>
      </header>
      {!large && (
        <Guard key={index} part={`The picture “${title}”`}>
          <OnePicture document={document} picture={picture} index={index} plan={place} />
        </Guard>
      )}
      {large && (
        <Dialog title={`${title} · ${plan}`} wide onClose={() => setLarge(false)}>
          <div className={`column ${styles.large}`}>
            <Guard part={`The picture “${title}”`}>
              <OnePicture document={document} picture={picture} index={index} plan={place} />
            </Guard>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function titleOf({ title, kind }: Picture, index: number): string {
  return title || `Picture ${index + 1}, ${kind}`;
}

interface OnePictureProps {
  readonly document: Document;
  readonly picture: Picture;
  readonly index: number;
  /** Place of the plan among all, which gives its colour. */
  readonly plan: number;
}

function OnePicture({ document, picture, index, plan }: OnePictureProps) {
  const colour = colourOfPlan(usePalette(), plan);
  switch (picture.kind) {
    case 'images':
      return <ImagesCanvas document={document} index={index} nodes={picture.show} />;
    case 'latent':
      return <LatentCanvas index={index} node={picture.set} />;
    case 'steps':
      return <StepsCanvas index={index} node={picture.show.at(-1) ?? ''} colour={colour} />;
    case 'plane':
      return (
        <PlaneCanvas
          document={document}
          index={index}
          points={picture.points}
          heat={picture.heat}
          colour={colour}
        />
      );
    case 'band':
      return <BandCanvas index={index} node={picture.show} colour={colour} />;
    case 'pendulum':
      return <PendulumCanvas index={index} plan={plan} colour={colour} />;
    case 'paths':
      return (
        <PathsCanvas document={document} index={index} plan={plan} heat={picture.heat} colour={colour} />
      );
  }
}
