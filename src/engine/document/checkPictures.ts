import { assertNever } from '../base/assertNever';
import type { Finding } from '../diagnostics/types';
import type { KnownNodes } from './checkPlans';
import { type Fitting, nameFindings } from './fitting';
import { fieldsOf, type PictureField, type PictureFields } from './pictures';
import type { Picture } from './pictureTypes';

type Values = Readonly<Record<string, unknown>>;

/**
 * What is wrong with picture number `index` for the nodes that are there: first with single names, then with fields
 * that go together.
 */
export function pictureFindings(picture: Picture, index: number, names: KnownNodes): Finding[] {
  const path = `pictures.${index}`;
  const rows = fieldsOf(picture.kind);
  const values: Values = { ...picture };
  return [
    ...namedIn(rows, values).flatMap(({ name, fits, part }) =>
      nameFindings(name, fits, `${path}.${part}`, names),
    ),
    ...Object.entries(rows).flatMap(([part, row]) => jointFindings(row, part, values, path)),
  ];
}

interface Named {
  readonly name: string;
  readonly fits: Fitting;
  /** The field of the picture. */
  readonly part: string;
}

/** All names but those that only repeat one of another field. */
function namedIn(rows: PictureFields, values: Values): Named[] {
  return Object.entries(rows).flatMap(([part, row]): Named[] => {
    const value = values[part];
    if (value === undefined || row.holds === 'number' || row.holds === 'whole') return [];
    if (row.holds !== 'group')
      return [value].flat().map((name) => ({ name: String(name), fits: row.fits, part }));
    const inner = Object.entries(row.fields).flatMap(([key, field]): [string, PictureField][] =>
      field.holds === 'node' ? [[key, field]] : [],
    );
    return namedIn(Object.fromEntries(inner), value as Values).map((named) => ({
      ...named,
      part: `${part}.${named.part}`,
    }));
  });
}

/** What is wrong with a field beside others. */
function jointFindings(row: PictureField, part: string, values: Values, path: string): Finding[] {
  const value = values[part];
  const field = `${path}.${part}`;
  switch (row.holds) {
    case 'node': {
      const { partner } = row;
      if (!partner || value === undefined || values[partner.field] !== undefined) return [];
      const facts = { expected: `${partner.is}, as "${part}" is given` };
      return [{ code: 'missing-field', facts, field: `${path}.${partner.field}` }];
    }
    case 'companions': {
      if (!Array.isArray(value)) return [];
      const all = listIn(values, row.of).length;
      const length = row.each === 'one' ? all : all - 1;
      if (value.length === length) return [];
      const expected =
        row.each === 'one'
          ? `a list as long as "${row.of}", of ${length}`
          : `a list of ${length}, one between every two of "${row.of}"`;
      return [{ code: 'wrong-value', facts: { expected, got: `a list of ${value.length}` }, field }];
    }
    case 'group':
      return Object.entries(row.fields).flatMap(([key, inner]): Finding[] => {
        if (value === undefined || inner.holds !== 'member') return [];
        const name = String((value as Values)[key]);
        if (listIn(values, inner.of).includes(name)) return [];
        const facts = { expected: `one of "${inner.of}"`, got: `"${name}"` };
        return [{ code: 'wrong-value', facts, field: `${field}.${key}` }];
      });
    case 'nodes':
    case 'number':
    case 'whole':
      return [];
    default:
      return assertNever(row);
  }
}

function listIn(values: Values, part: string): readonly unknown[] {
  const value = values[part];
  return Array.isArray(value) ? value : [];
}
