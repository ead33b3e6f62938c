import { ExecutorError } from '../executors/contract';
import { errorWords } from './errorWords';

/** Code that is loaded when it is first needed. Rejects with an ExecutorError `not-loaded` where it does not come. */
export async function loaded<Module>(code: Promise<Module>): Promise<Module> {
  try {
    return await code;
  } catch (error) {
    throw new ExecutorError('not-loaded', errorWords(error));
  }
}
