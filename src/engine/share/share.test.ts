import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { pcg4d } from '../base/noise';
import type { Document, Node } from '../document/types';
import { loadCases } from '../testing/cases';
import { randomDocument } from '../testing/randomDocument';
import { fromBase64url, toBase64url } from './base64url';
import { decodeShare, encodeShare } from './share';

/**
 * A link of codec g1 as it was first released. It must open for ever: add links of later codecs, never change this one.
 */
const FIRST_LINK =
  'https://lab.example/#g1:lVJdattAEL7KMuQhoRvXPwmlemhxr9CHPigqjKWxtXS1K3ZXqWwhyEHay-UknZUTySrkISCEGH2_w3Tg8wMkKwlBBU2QwPfcOhL7xuRBWSOGh8Q3csY2WiuQgDvbBEb-KDGIYIWxQeWUiKv6ur25EsqL56c_e43h-emvYMjq43rBNE9UQPJJgrEFeUjSDgxW0TKUFJARv5RhBNToeB7I8egRdcOQ5WLDvmyaLuUy6-VI3U40ZWqONVLSdCXXmUw38m5xn2USNO5IR8rPh4dg61jkLHi7ulRsJ0UfbF6i53Y8K5QPTu2auBX-N1uIO3CfDrQ9qMBf50Lig_BNdb29gZ7Ll1jHUBsOwv3IRFw6Nt8Cz4c4q3m_0xtpLjRauCQcJ0IRd1gpw8EHDrW1I-_P-VvxRSzFV3ESibiNLjNFycavidbzRPvJILc-Ljw4VOaizrzicRTaRKH4U-MAHyWHk2Ohl8PoOAC_iGNXGKyL3V8QO_SklRkuYn3fx8ViVevIupOQOypUvEzUmpc-HckjOTy816F7rYkjvaAcj9H7c7Q-_a9RYyh_K0_Q933W_wM';
const FIRST_DOCUMENT: Document = {
  scg: 1,
  title: 'Score function on one Bernoulli',
  about: 'What to notice: $p(x)$ is “flat” at 1/2.',
  seed: 7,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.3, at: [0, 0] },
    {
      name: 'A',
      kind: 'input',
      value: [
        [1, 2],
        [3, 4.5],
      ],
      label: 'A^\\top',
      at: [0, -1],
    },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta', 'A'],
      distribution: 'Bernoulli',
      args: { logits: 'theta + sum(A)' },
      shape: [3],
      at: [1, 0],
    },
    { name: 'z', kind: 'stochastic', parents: ['x'] },
    { name: 'y', kind: 'deterministic', parents: ['x', 'z'], expression: 'x > 0 ? z : -z', at: [2, 0] },
    { name: 'f', kind: 'cost', parents: ['y'], trains: ['theta'], at: [3, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score', baseline: 0.25 } }, samples: 4, credit: 'all' },
    {
      name: 'Average',
      nodes: {
        x: { estimator: 'score', baseline: { kind: 'average', decay: 0.9 } },
        z: { estimator: 'pathwise' },
      },
    },
  ],
};

const linkTo = (json: string) => `#g1:${Buffer.from(deflateRawSync(json)).toString('base64url')}`;
const payloadOf = (link: string) => link.slice(link.indexOf(':', link.indexOf('#')) + 1);

describe('a link', () => {
  test('of the first release still opens', () => {
    expect(decodeShare(FIRST_LINK)).toEqual({ document: FIRST_DOCUMENT, findings: [] });
  });

  test('is the base64url of raw-deflated JSON', () => {
    const json = inflateRawSync(Buffer.from(payloadOf(encodeShare(FIRST_DOCUMENT)), 'base64url'));
    expect(JSON.parse(json.toString('utf8'))).toEqual(FIRST_DOCUMENT);
    expect(decodeShare(linkTo(JSON.stringify(FIRST_DOCUMENT))).document).toEqual(FIRST_DOCUMENT);
  });

  test.each(loadCases())('to $name opens', ({ document }) => {
    expect(decodeShare(encodeShare(document))).toEqual({ document, findings: [] });
  });

  test('to random documents opens, as fragment and as URL with flags', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const document = randomDocument(seed);
      const link = encodeShare(document);
      expect(link).toMatch(/^#g1:[A-Za-z0-9_-]+$/);
      expect(decodeShare(link)).toEqual({ document, findings: [] });
      expect(decodeShare(`https://lab.example/${link}?embed&step=3`)).toEqual({ document, findings: [] });
    }
  });

  test('to a graph of 40 nodes is below 1,900 characters', () => {
    const document = fortyNodes();
    const link = encodeShare(document);
    expect(decodeShare(link)).toEqual({ document, findings: [] });
    expect(link.length).toBeLessThan(1900);
  });
});

describe('a mangled link', () => {
  const link = encodeShare(FIRST_DOCUMENT);

  test.each([
    ['', { code: 'bad-link', facts: { problem: 'empty' } }],
    ['#p/simple-2', { code: 'bad-link', facts: { problem: 'empty' } }],
    ['#g1:', { code: 'bad-link', facts: { problem: 'empty' } }],
    ['#something', { code: 'bad-link', facts: { problem: 'unknown' } }],
    ['#g7:abc', { code: 'unknown-codec', facts: { tag: 'g7', known: ['g1'] } }],
    ['#toString:abc', { code: 'unknown-codec', facts: { tag: 'toString' } }],
    ['#g1:ab*c', { code: 'bad-link', facts: { problem: 'unreadable', text: '* has no place in it' } }],
    [linkTo('hello'), { code: 'bad-link', facts: { problem: 'unreadable' } }],
    [linkTo('{"scg":2,"nodes":[]}'), { code: 'newer-version' }],
    [linkTo('{"scg":1,"nodes":[{"name":"f","kind":"cost","parents":["f"]}]}'), { code: 'self-loop' }],
  ])('%s', (text, finding) => {
    const { document, findings } = decodeShare(text);
    expect(document).toBeUndefined();
    expect(findings).toMatchObject([finding]);
  });

  test('that is cut says so or is unreadable, wherever it was cut', () => {
    let cut = 0;
    for (let length = '#g1:'.length + 1; length < link.length; length++) {
      const { document, findings } = decodeShare(link.slice(0, length));
      // The last letter of base64 may hold no more than the stream's padding.
      if (document !== undefined) expect(length).toBeGreaterThan(link.length - 3);
      else {
        expect(findings).toMatchObject([{ code: 'bad-link' }]);
        if (findings.some(({ facts }) => 'problem' in facts && facts.problem === 'cut')) cut++;
      }
    }
    // Cut within the stream's header, it cannot be told from another fault.
    expect(cut).toBeGreaterThan(0.8 * payloadOf(link).length);
  });

  test('with one letter changed never throws, and opens only as a sound document', () => {
    const start = '#g1:'.length;
    for (let at = start; at < link.length; at++) {
      const changed = link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1);
      const { document, findings } = decodeShare(changed);
      if (document === undefined) expect(findings.length).toBeGreaterThan(0);
      else expect(decodeShare(encodeShare(document))).toMatchObject({ document });
    }
  });

  test('of random letters never throws', () => {
    const words = new Uint32Array(4);
    for (let seed = 0; seed < 2000; seed++) {
      words.set([seed, 1, 2, 3]);
      pcg4d(words);
      const bytes = new Uint8Array(words.buffer.slice(0, 1 + (seed % 16)));
      expect(decodeShare(`#g1:${toBase64url(bytes)}`).document).toBeUndefined();
    }
  });

  test('that would fill the memory is stopped', () => {
    const bomb = linkTo(`{"scg":1,"nodes":[],"about":"${' '.repeat(40_000_000)}"}`);
    expect(bomb.length).toBeLessThan(60_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(decodeShare(bomb).findings).toMatchObject([{ code: 'too-large' }]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });
});

test('base64url is that of Node, for every length and byte', () => {
  for (let length = 0; length < 300; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
    const text = toBase64url(bytes);
    expect(text).toBe(Buffer.from(bytes).toString('base64url'));
    expect(fromBase64url(text)).toEqual(bytes);
    expect(
      fromBase64url(Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_')),
    ).toEqual(bytes);
  }
});

/** Five layers of eight nodes: parameters, circles of three distributions, squares and costs, two plans, all placed. */
function fortyNodes(): Document {
  const nodes: Node[] = [];
  const squares = ['tanh(a)', 'exp(-a^2/2)', 'a*b + 0.3', 'sigmoid(2*a - b)', '(a - b)^2', 'log(1 + exp(a))'];
  for (let i = 0; i < 40; i++) {
    const at = [i % 8, Math.floor(i / 8)] as const;
    const parents = [nodes[i - 1]?.name, nodes[i - 3]?.name].flatMap((name) => name ?? []);
    const [a = '1', b = '2'] = parents;
    const sum = parents.join(' + ');
    if (i % 8 === 0)
      nodes.push({ name: `theta${i / 8 + 1}`, kind: 'parameter', value: (7 * i - 100) / 64, at });
    else if (i % 8 === 7)
      nodes.push({
        name: `f${(i + 1) / 8}`,
        kind: 'cost',
        parents,
        expression: `(${a} - 0.${i})^2 + 0.1*${b}`,
        at,
      });
    else if (i % 2 === 0) {
      const text = (squares[i % squares.length] ?? 'a').replace(/a(?!n)/g, a).replace(/\bb\b/g, b);
      nodes.push({ name: `y${i}`, kind: 'deterministic', parents, expression: text, at });
    } else {
      const [distribution, args] = (
        [
          ['Normal', { loc: sum, scale: '0.8' }],
          ['Bernoulli', { logits: `${a} - 0.5` }],
          ['Laplace', { loc: sum, scale: `exp(${b})` }],
        ] as const
      )[i % 3] ?? ['Normal', { loc: sum, scale: '1' }];
      nodes.push({ name: `x${i}`, kind: 'stochastic', parents, distribution, args, at });
    }
  }
  const circles = nodes.flatMap((node) => (node.kind === 'stochastic' ? [node] : []));
  return {
    scg: 1,
    title: 'Forty nodes',
    about: 'A deep graph with **two** plans: compare the variance of $\\theta_1$.',
    seed: 5,
    nodes,
    plans: [
      { name: 'Score', nodes: Object.fromEntries(circles.map(({ name }) => [name, { estimator: 'score' }])) },
      {
        name: 'Pathwise',
        nodes: Object.fromEntries(
          circles.map(({ name, distribution }) => [
            name,
            { estimator: distribution === 'Bernoulli' ? ('score' as const) : ('pathwise' as const) },
          ]),
        ),
      },
    ],
  };
}
