import { describe, expect, test } from 'vitest';
import { loadCases } from '../testing/cases';
import { randomDocument } from '../testing/randomDocument';
import { parseDocument, parseDocumentText } from './parse';
import { compactDocument, serializeDocument } from './serialize';
import type { Document } from './types';

describe('a compact document', () => {
  const document: Document = {
    scg: 1,
    title: 'Untitled',
    about: '',
    seed: 1,
    nodes: [
      {
        name: 'theta',
        kind: 'parameter',
        value: { shape: [2], init: 'normal', scale: 1, seed: 1 },
        at: [-0.04, 1.63],
      },
      { name: 'x', kind: 'stochastic', parents: [], args: {} },
    ],
    plans: [
      { name: 'P', nodes: {}, samples: 1, credit: 'downstream' },
      { name: 'Q', nodes: { x: { estimator: 'score', baseline: 'none' } }, samples: 2, credit: 'all' },
    ],
  };

  test('leaves out what parsing fills in, and rounds places', () => {
    expect(JSON.stringify(compactDocument(document))).toBe(
      '{"scg":1,"nodes":[{"name":"theta","kind":"parameter","value":{"shape":[2],"init":"normal"},"at":[0,1.6]},' +
        '{"name":"x","kind":"stochastic"}],' +
        '"plans":[{"name":"P"},{"name":"Q","nodes":{"x":{"estimator":"score"}},"samples":2,"credit":"all"}]}',
    );
  });

  test('keeps what nobody reads', () => {
    const { document: read } = parseDocument({
      scg: 1,
      nodes: [{ name: 'x', kind: 'input', value: 1, colour: 2 }],
      by: 3,
    });
    expect(read && compactDocument(read)).toEqual({
      scg: 1,
      nodes: [{ name: 'x', kind: 'input', value: 1, colour: 2 }],
      by: 3,
    });
  });
});

describe('a file', () => {
  test.each(loadCases())('of $name is read back as it was', ({ document }) => {
    expect(parseDocumentText(serializeDocument(document))).toEqual({ document, findings: [] });
  });

  test('is read back as it was, for random documents', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const document = randomDocument(seed);
      expect(parseDocumentText(serializeDocument(document))).toEqual({ document, findings: [] });
    }
  });

  test('is the same text however the fields of its nodes came about', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const document = randomDocument(seed);
      const nodes = document.nodes.map((node) => Object.fromEntries(Object.entries(node).toReversed()));
      const { document: turned } = parseDocumentText(JSON.stringify({ ...document, nodes }));
      expect(turned && serializeDocument(turned)).toBe(serializeDocument(document));
    }
  });

  test('can be read by people: a node a line', () => {
    const text = serializeDocument({
      scg: 1,
      title: 'One circle',
      about: '',
      seed: 3,
      nodes: [
        { name: 'theta', kind: 'parameter', value: 0.5, at: [0, 0] },
        { name: 'f', kind: 'cost', parents: ['theta'], expression: 'theta^2', at: [1, 0] },
      ],
      plans: [],
    });
    expect(text).toBe(`{
  "scg": 1,
  "title": "One circle",
  "seed": 3,
  "nodes": [
    {"name": "theta", "kind": "parameter", "value": 0.5, "at": [0, 0]},
    {"name": "f", "kind": "cost", "expression": "theta^2", "parents": ["theta"], "at": [1, 0]}
  ]
}
`);
  });
});
