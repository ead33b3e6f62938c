import { type ComponentType, lazy } from 'react';
import { messageOf } from '../../engine';

/** A part of the page that is loaded when it is first needed, and did not come. The browser remembers that it did not. */
export class NotLoaded extends Error {
  constructor(why: unknown) {
    super(messageOf(why));
    this.name = 'NotLoaded';
  }
}

/** Rejects with `NotLoaded` where the code does not come. */
export async function loaded<Code>(code: Promise<Code>): Promise<Code> {
  try {
    return await code;
  } catch (why) {
    throw new NotLoaded(why);
  }
}

/** A component that is loaded when it is first drawn. Where it does not come, it throws `NotLoaded` as it is drawn. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await loaded(load()) }));
}
