import type { Input } from '../../src/engine/testing/fuzz/inputs';
import { tried } from './tried';

/** A document with parts left out for as long as it fails in the same way. */
export async function smallest(
  input: Extract<Input, { readonly text: string }>,
  failure: string,
): Promise<Extract<Input, { readonly text: string }>> {
  const fails = async (json: unknown) => {
    const told = await tried({ ...input, text: JSON.stringify(json) });
    return told.failure?.split('\n')[0] === failure.split('\n')[0];
  };
  let json: unknown;
  try {
    json = JSON.parse(input.text);
  } catch {
    return input;
  }
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const less of withoutParts(json)) {
      if (!(await fails(less))) continue;
      json = less;
      isSmaller = true;
      break;
    }
  }
  return { ...input, text: JSON.stringify(json) };
}

/** The same with one part left out, large parts first. */
function* withoutParts(json: unknown): Generator<unknown> {
  if (typeof json !== 'object' || json === null) return;
  for (const key of Object.keys(json))
    yield Array.isArray(json)
      ? json.filter((_, i) => i !== Number(key))
      : Object.fromEntries(Object.entries(json).filter(([other]) => other !== key));
  for (const [key, value] of Object.entries(json))
    for (const less of withoutParts(value))
      yield Array.isArray(json)
        ? json.map((own, i) => (i === Number(key) ? less : own))
        : Object.fromEntries(Object.entries(json).map(([other, own]) => [other, other === key ? less : own]));
}
