import { assertNever } from '../base/assertNever';
import { fieldsOf, type PictureField } from './pictures';
import type { Picture } from './pictureTypes';

/** The name that takes the place of a name, or undefined where its node is gone. */
export type NewName = (name: string) => string | undefined;

type Values = Readonly<Record<string, unknown>>;

/** The picture with other names for its nodes; undefined where it cannot be made without one that is gone. */
export function renamePicture(picture: Picture, to: NewName): Picture | undefined {
  const given: Values = { ...picture };
  const renamed: Record<string, unknown> = { ...picture };
  const rows = Object.entries(fieldsOf(picture.kind));
  for (const [part, row] of rows) {
    if (given[part] === undefined) continue;
    const value = renamedField(row, given[part], given, to);
    if (value !== undefined) renamed[part] = value;
    else if (row.holds === 'nodes' || (row.holds === 'node' && row.without === 'picture')) return undefined;
    else delete renamed[part];
  }
  for (const [part, row] of rows)
    if (row.holds === 'node' && row.partner && renamed[row.partner.field] === undefined) delete renamed[part];
  return renamed as unknown as Picture;
}

/** Undefined where the field goes. */
function renamedField(row: PictureField, value: unknown, given: Values, to: NewName): unknown {
  switch (row.holds) {
    case 'node':
      return to(value as string);
    case 'nodes': {
      const left = (value as readonly string[]).flatMap((name) => to(name) ?? []);
      return left.length > 0 ? left : undefined;
    }
    case 'companions': {
      const owners = given[row.of] as readonly string[];
      const areOwnersKept = owners.every((owner) => to(owner) !== undefined);
      if (row.each === 'two neighbours' && !areOwnersKept) return undefined;
      const names = value as readonly string[];
      const kept =
        row.each === 'one' ? names.filter((_, i) => to(owners[i] ?? '') !== undefined) : [...names];
      return all(kept.map(to));
    }
    case 'group': {
      const fields = Object.keys(row.fields);
      const names = all(fields.map((key) => to(String((value as Values)[key]))));
      return (
        names && { ...(value as object), ...Object.fromEntries(fields.map((key, i) => [key, names[i]])) }
      );
    }
    case 'number':
    case 'whole':
      return value;
    default:
      return assertNever(row);
  }
}

/** The list, where none is missing. */
function all(names: readonly (string | undefined)[]): string[] | undefined {
  const known = names.flatMap((name) => name ?? []);
  return known.length === names.length ? known : undefined;
}
