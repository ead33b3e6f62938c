import { currentDocument } from '../document/document';
import { fileName, handOut } from '../shell/files';
import { say } from '../shell/messages';
import { forgetKept, type KeptSet, keep, takeKept } from './kept';
import { readParameters, writeParameters } from './parameterFile';
import { trainedParameters, trainFrom } from './training';

const NOT_KEPT = 'This browser stores nothing here: export the parameters as a file instead.';

/** Keeps what a plan has learned in this browser. */
export async function keepParameters(plan: string): Promise<void> {
  const document = currentDocument();
  const trained = await trainedParameters(plan);
  if (!trained) return;
  try {
    await keep(document, trained);
    say(`Kept the parameters of ${plan} after step ${trained.step.toLocaleString('en-US')}`);
  } catch {
    say(NOT_KEPT, { tone: 'error' });
  }
}

/** Starts anew from what was kept. */
export async function restoreParameters({ id, plan, step }: KeptSet): Promise<void> {
  try {
    const parameters = await takeKept(id);
    if (!parameters) return;
    trainFrom(parameters);
    say(`All plans start from ${plan} after step ${step.toLocaleString('en-US')}`);
  } catch {
    say('What was kept cannot be read any more.', { tone: 'error' });
  }
}

export async function forgetParameters({ id }: KeptSet): Promise<void> {
  try {
    await forgetKept(currentDocument(), id);
  } catch {
    say('What was kept cannot be forgotten now.', { tone: 'error' });
  }
}

/** Hands out what a plan has learned as a file. */
export async function exportParameters(plan: string): Promise<void> {
  const document = currentDocument();
  const trained = await trainedParameters(plan);
  if (!trained) return;
  const text = writeParameters({ title: document.title, ...trained }, document);
  handOut(text, `${fileName(document.title)}-${fileName(plan)}-${trained.step}.parameters.json`);
}

/** Starts anew from the parameters in a file, if they fit. */
export async function importParameters(file: File): Promise<void> {
  const read = readParameters(await file.text(), currentDocument());
  if ('problem' in read) {
    say(`${file.name} does not fit this graph.`, { tone: 'error', detail: read.problem });
    return;
  }
  trainFrom(read.file.parameters);
  say(`All plans start from ${file.name}`);
}
