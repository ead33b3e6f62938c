import { nameToUnicode, tensorShape } from '../../engine';
import { useDocument } from '../../state/document/document';
import { chooseCoordinate, type ParameterCoordinate } from '../../state/shell/session';
import styles from '../results/choices.module.css';
import { coordinatesIn, indicesOf, parametersOf } from '../results/coordinate';
import { MenuButton } from '../ui/Menu';
import { NumberField } from '../ui/NumberField';

/** Coordinates that fit into a menu; beyond, the place is typed. */
const LISTED = 40;

/** Which coordinate of which parameter the figures show; nothing where there is only one. */
export function CoordinateChoice({ coordinate }: { coordinate: ParameterCoordinate | undefined }) {
  const document = useDocument((state) => state.document);
  const parameters = parametersOf(document);
  const total = parameters.reduce((sum, parameter) => sum + coordinatesIn(parameter), 0);
  if (!coordinate || total < 2) return null;
  const label = (parameter: string, shape: readonly number[], index: number) =>
    shape.length === 0
      ? nameToUnicode(parameter)
      : `${nameToUnicode(parameter)}[${indicesOf(index, shape).join(', ')}]`;
  const chosen = parameters.find(({ name }) => name === coordinate.parameter);
  const shape = chosen ? tensorShape(chosen.value) : [];
  const listed = total <= LISTED;
  const choices = parameters.flatMap((parameter) =>
    Array.from({ length: listed ? coordinatesIn(parameter) : 1 }, (_, index) => ({ parameter, index })),
  );
  return (
    <div className={`row ${styles.choice}`}>
      <span className="muted">gradient in</span>
      <MenuButton
        label="Coordinate of the gradient"
        small
        entries={choices.map(({ parameter, index }) => ({
          label: listed
            ? label(parameter.name, tensorShape(parameter.value), index)
            : nameToUnicode(parameter.name),
          checked: parameter.name === coordinate.parameter && (!listed || index === coordinate.index),
          onChoose: () => chooseCoordinate({ parameter: parameter.name, index }),
        }))}
      >
        {label(coordinate.parameter, shape, coordinate.index)}
      </MenuButton>
      {!listed && chosen && coordinatesIn(chosen) > 1 && (
        <NumberField
          label="Element, counted from 0"
          value={coordinate.index}
          integer
          min={0}
          max={coordinatesIn(chosen) - 1}
          width={56}
          onChange={(index) => chooseCoordinate({ parameter: chosen.name, index })}
        />
      )}
    </div>
  );
}
