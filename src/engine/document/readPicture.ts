import type { Picture } from './pictureTypes';
import { type Read, readKind } from './readTraining';
import { isRecord, pictureSchemas } from './schemas';
import { showValue } from './showValue';

/** Reads picture number `index` of a document from what JSON gave. */
export function readPicture(given: unknown, index: number): Read<Picture> {
  const field = `pictures.${index}`;
  if (isRecord(given)) return readKind(pictureSchemas, given, 'picture', field) as Read<Picture>;
  const facts = { expected: 'an object, such as {"kind": "images", ...}', got: showValue(given) };
  return { findings: [{ code: 'wrong-value', facts, field }] };
}
