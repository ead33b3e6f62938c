import type { Chapter } from './section';
import { CANVAS } from './sections/canvas';
import { CONTROLS } from './sections/controls';
import { DIALOGS } from './sections/dialogs';
import { LAB } from './sections/lab';
import { PAGES } from './sections/pages';
import { PANEL } from './sections/panel';
import { TRAINING } from './sections/training';
import { WHOLE } from './sections/whole';

/** All that the gallery shows. */
export const CHAPTERS: readonly Chapter[] = [WHOLE, CANVAS, LAB, TRAINING, PANEL, PAGES, DIALOGS, CONTROLS];
