import { CURRENT } from '../../share/codecs';
import { loadCases } from '../cases';
import { randomDocument } from '../randomDocument';
import { Chance } from './chance';
import { mutated, spliced } from './mutate';

/** What comes from outside: as text, or as the bytes of a file. */
export type Input =
  | { readonly kind: 'link' | 'document' | 'expression' | 'parameters'; readonly text: string }
  | { readonly kind: 'table'; readonly bytes: Uint8Array };

const EXPRESSIONS: readonly [string, ...string[]] = [
  'x^2 + sin(theta)*exp(-x)',
  'x > 0 ? log(x) : -x[0]',
  'sum(matmul(reshape(x, 1, 1), transpose(x)))',
  'log_prob(x) - kl(x, Normal(0, scale=1))',
  'stack(a, 1 - a)[0] * softmax(concat(b, b))[1]',
  '-2^-x^2 + (a < b)*(b < c)',
];
const CSV: readonly [string, ...string[]] = ['1,2\n3,4\n', 'x;y\n1;-2.5\n1e3;.5\n', '"a"\t"b"\r\n1\t2\r\n'];

/** The graphs that are changed: the cases of the tests, and random ones. */
function graphOf(chance: Chance): unknown {
  const cases = loadCases();
  return chance.once(2) ? randomDocument(chance.below(10_000)) : cases[chance.below(cases.length)]?.document;
}

function documentOf(chance: Chance): string {
  const text = JSON.stringify(mutated(graphOf(chance), chance));
  return chance.once(6) ? spliced(text, chance) : text;
}

/** A link to a graph that was changed, or a link that was. The same for the same seed. */
export function fuzzedLink(seed: number): string {
  const chance = new Chance(seed);
  const json = mutated(graphOf(chance), chance);
  const link = `#${CURRENT.tag}:${CURRENT.codec.encode(JSON.stringify(json))}`;
  return chance.once(4) ? spliced(link, chance) : link;
}

/** What is tried for a seed. */
export function fuzzedInput(seed: number): Input {
  const chance = new Chance(seed);
  switch (chance.below(10)) {
    case 0:
    case 1:
      return { kind: 'link', text: fuzzedLink(seed) };
    case 2:
    case 3: {
      const text = chance.pick(EXPRESSIONS);
      return { kind: 'expression', text: spliced(spliced(text, chance), chance) };
    }
    case 4: {
      const csv = spliced(chance.pick(CSV).repeat(1 + chance.below(20)), chance);
      return { kind: 'table', bytes: new TextEncoder().encode(csv) };
    }
    case 5:
      return { kind: 'table', bytes: idxOf(chance) };
    case 6: {
      const numbers = { shape: [], float32: 'AAAAPw==' };
      const file = { scgParameters: 1, title: '', plan: 'p', step: 3, parameters: { theta: numbers } };
      return { kind: 'parameters', text: spliced(JSON.stringify(mutated(file, chance)), chance) };
    }
    default:
      return { kind: 'document', text: documentOf(chance) };
  }
}

function idxOf(chance: Chance): Uint8Array {
  const bytes = new Uint8Array(16 + 12);
  new DataView(bytes.buffer).setUint32(0, chance.once(2) ? 0x803 : 0x801);
  [3, 2, 2].forEach((length, i) => {
    new DataView(bytes.buffer).setUint32(4 + 4 * i, length);
  });
  for (let changes = chance.below(4); changes > 0; changes--)
    bytes[chance.below(bytes.length)] = chance.below(256);
  const whole = bytes.slice(0, chance.once(3) ? chance.below(bytes.length) : bytes.length);
  if (chance.once(3)) whole.set([0x1f, 0x8b, 8].slice(0, whole.length));
  return whole;
}
