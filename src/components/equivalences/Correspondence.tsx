import { memo, type ReactNode } from 'react';
import { type NamedPair, type NormalNode, nodeLatex, type Planned, type Role, type Side } from '../../engine';
import { Tex } from '../ui/Tex';
import styles from './Correspondence.module.css';
import type { Lit, Pointed } from './lit';
import type { Row } from './rows';
import { graphAfter } from './Spelled';

interface CorrespondenceProps {
  readonly rows: readonly Row[];
  /** Squares that are put into the same nodes: not of the map, but of how it is told. */
  readonly reading: readonly NamedPair[];
  readonly titles: Readonly<Record<Side, string>>;
  readonly planned: Readonly<Record<Side, Planned>>;
  readonly lit: Lit | undefined;
  /** The drawn node that shows a node of a normal form. */
  readonly shownAs: (side: Side, name: string) => string | undefined;
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

/** Who is who: a line for every pair of the map. */
export const Correspondence = memo(function Correspondence(props: CorrespondenceProps) {
  const { rows, reading, titles, planned, lit, shownAs, onPoint } = props;
  const isNamed = rows.some((row) => row.as !== undefined);
  const isLit = (row: Row): boolean =>
    (['left', 'right'] as const).some((side) => {
      const name = row[side]?.name;
      return name !== undefined && lit?.[side].has(shownAs(side, name) ?? '') === true;
    });
  const point = (row: Row) => {
    const side: Side = row.left ? 'left' : 'right';
    const name = row[side]?.name;
    const shown = name === undefined ? undefined : shownAs(side, name);
    onPoint(shown === undefined ? undefined : { side, names: [shown] });
  };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {isNamed && <th scope="col">as</th>}
          <th scope="col">{titles.left}</th>
          <th scope="col">
            <span className="visually-hidden">stands for</span>
          </th>
          <th scope="col">{titles.right}</th>
          <th scope="col">taken as</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line
            key={row.id}
            as={isNamed && (row.as ?? '')}
            left={<Name node={row.left} planned={planned.left} />}
            right={<Name node={row.right} planned={planned.right} />}
            words={row.words.join(' / ')}
            isAlike={row.isAlike}
            isLit={isLit(row)}
            onPoint={(isOn) => (isOn ? point(row) : onPoint(undefined))}
          />
        ))}
        {reading.map((pair) => (
          <Line
            key={`${pair.left} = ${pair.right}`}
            as={pair.as}
            left={<SquareName name={pair.left} planned={planned.left} />}
            right={<SquareName name={pair.right} planned={planned.right} />}
            words="squares, put into the same terms"
            isAlike
            isLit={lit?.left.has(pair.left) === true && lit.right.has(pair.right)}
            onPoint={(isOn) => onPoint(isOn ? { side: 'left', names: [pair.left] } : undefined)}
          />
        ))}
      </tbody>
    </table>
  );
});

interface LineProps {
  /** What both are in the words of a claim; false where no line has such a word. */
  readonly as: string | false;
  readonly left: ReactNode;
  readonly right: ReactNode;
  readonly words: string;
  readonly isAlike: boolean;
  readonly isLit: boolean;
  readonly onPoint: (isOn: boolean) => void;
}

function Line({ as, left, right, words, isAlike, isLit, onPoint }: LineProps) {
  return (
    <tr
      data-lit={isLit}
      data-alone={!isAlike}
      onPointerEnter={() => onPoint(true)}
      onPointerLeave={() => onPoint(false)}
    >
      {as !== false && <td className={styles.as}>{as}</td>}
      <td>{left}</td>
      <td className={styles.sign}>{isAlike ? '=' : '≠'}</td>
      <td>{right}</td>
      <td className={styles.words}>{words}</td>
    </tr>
  );
}

function SquareName({ name, planned }: { readonly name: string; readonly planned: Planned }) {
  const latexOf = nodeLatex(graphAfter(planned));
  return (
    <span className={styles.name}>
      <Tex latex={latexOf(name)} />
    </span>
  );
}

/** Of names, as of the nodes they are of. */
const HUES: Readonly<Partial<Record<Role, string>>> = {
  parameter: 'parameter',
  noise: 'stochastic',
  circle: 'stochastic',
  cost: 'cost',
};

/** Squares past these are counted. */
const MOST_INSIDE = 5;

/** A node's name, with what is put into it. */
function Name({ node, planned }: { readonly node: NormalNode | undefined; readonly planned: Planned }) {
  if (!node) return <span className={styles.none}>nothing</span>;
  const latexOf = nodeLatex(graphAfter(planned));
  const others = node.standsFor.filter((name) => !node.parts.includes(name) && name !== node.law?.node);
  const more = others.length - MOST_INSIDE;
  return (
    <>
      <span className={`${styles.name} ${HUES[node.role] ?? ''}`}>
        <Tex latex={node.parts.map(latexOf).join(',')} />
      </span>
      {others.length > 0 && (
        <span className={`quiet ${styles.inside}`}>
          with <Tex latex={others.slice(0, MOST_INSIDE).map(latexOf).join(',')} />
          {more > 0 && ` and ${more} more`}
        </span>
      )}
    </>
  );
}
