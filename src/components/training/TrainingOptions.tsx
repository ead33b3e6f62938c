import type { ReactNode } from 'react';
import {
  type Document,
  labelOf,
  nameToUnicode,
  type Optimizer,
  type Training,
  trainingOf,
} from '../../engine';
import { useDocument } from '../../state/document/document';
import { isTrainable } from '../../state/document/trainable';
import {
  type OptimizerGroup,
  optimizerGroups,
  optimizerOf,
  withOptimizer,
  withOwnOptimizer,
  withoutGroup,
  withTraining,
} from '../../state/document/trainingEdits';
import { attemptOrSay } from '../ui/attempt';
import { Button } from '../ui/Button';
import { firstOf } from '../ui/firstOf';
import { choices, MenuButton } from '../ui/Menu';
import { NumberField } from '../ui/NumberField';
import { formatCount } from '../ui/numbers';
import { Section } from '../ui/Section';
import { Tex } from '../ui/Tex';
import { DecayOptions } from './DecayOptions';
import styles from './TrainingOptions.module.css';

const KINDS: readonly { readonly kind: Optimizer['kind']; readonly label: string }[] = [
  { kind: 'sgd', label: 'SGD' },
  { kind: 'momentum', label: 'momentum' },
  { kind: 'adam', label: 'Adam' },
  { kind: 'rmsProp', label: 'RMSProp' },
];

/** What a step takes: rows, samples, and an optimizer for every parameter. A change starts training again. */
export function TrainingOptions() {
  const document = useDocument((state) => state.document);
  if (!isTrainable(document)) return null;
  const training = trainingOf(document);
  const set = (patch: Partial<Training>) => attemptOrSay((before) => withTraining(before, patch));
  const groups = optimizerGroups(document).filter(({ parameters }) => parameters.length > 0);
  const isOnly = groups.length === 1;
  return (
    <Section title="Training" aside={<OwnOptimizer document={document} />}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <GroupRow key={group.place ?? 'others'} document={document} group={group} isOnly={isOnly} />
        ))}
      </div>
      <div className={`flow ${styles.fields}`}>
        <Labelled>
          batch size
          <NumberField
            label="Batch size: rows of data per step"
            value={training.rows}
            integer
            min={1}
            max={4096}
            width={60}
            onChange={(rows) => set({ rows })}
          />
        </Labelled>
        <Labelled>
          samples per row
          <NumberField
            label="Samples per row"
            value={training.samples}
            integer
            min={1}
            max={4096}
            width={60}
            onChange={(samples) => set({ samples })}
          />
        </Labelled>
        <Labelled>
          stop after
          <NumberField
            label="Steps after which it stops, 0 = never"
            value={training.steps ?? 0}
            integer
            min={0}
            max={1e9}
            step={100}
            width={72}
            onChange={(steps) => set({ steps: steps > 0 ? steps : undefined })}
          />
          steps (0 = never)
        </Labelled>
      </div>
    </Section>
  );
}

function Labelled({ children }: { readonly children: ReactNode }) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the field names itself
  return <label>{children}</label>;
}

/** Parameters of a group that are listed. */
const LISTED = 12;

interface GroupRowProps {
  readonly document: Document;
  readonly group: OptimizerGroup;
  readonly isOnly: boolean;
}

function GroupRow({ document, group, isOnly }: GroupRowProps) {
  const { place, parameters, optimizer } = group;
  const set = (next: Optimizer) => attemptOrSay((before) => withOptimizer(before, place, next));
  const whose = isOnly ? 'all parameters' : firstOf(parameters.map(nameToUnicode));
  return (
    <div className={`row ${styles.group}`}>
      <span className={`fill ${styles.names}`}>
        {isOnly
          ? 'all parameters'
          : parameters
              .slice(0, LISTED)
              .map((name) => <Tex key={name} latex={latexOf(document, name)} className="parameter" />)}
        {!isOnly && parameters.length > LISTED && ` and ${formatCount(parameters.length - LISTED)} more`}
      </span>
      <MenuButton
        label={`Optimizer of ${whose}`}
        small
        entries={choices(
          KINDS,
          ({ kind }) => kind === optimizer.kind,
          ({ label }) => label,
          ({ kind }) => kind !== optimizer.kind && set(optimizerOf(kind)),
        )}
        footer={<DecayOptions optimizer={optimizer} onChange={set} />}
      >
        {KINDS.find(({ kind }) => kind === optimizer.kind)?.label} <span aria-hidden="true">▾</span>
      </MenuButton>
      <span className={styles.word}>learning rate</span>
      <NumberField
        label={`Rate of ${whose}`}
        value={optimizer.rate}
        min={1e-12}
        step={stepOf(optimizer.rate)}
        width={72}
        onChange={(rate) => set({ ...optimizer, rate })}
      />
      {place === undefined ? (
        <span className={styles.gap} />
      ) : (
        <Button
          look="quiet"
          small
          square
          aria-label={`${whose}: optimizer of all others`}
          title="Take the optimizer of all others"
          onClick={() => attemptOrSay((before) => withoutGroup(before, place))}
        >
          ✕
        </Button>
      )}
    </div>
  );
}

/** A menu of the parameters that share the last group's optimizer. */
function OwnOptimizer({ document }: { readonly document: Document }) {
  const others = optimizerGroups(document).at(-1)?.parameters ?? [];
  if (others.length < 2) return null;
  return (
    <MenuButton
      label="Give a parameter its own optimizer"
      small
      look="quiet"
      alignRight
      entries={others.map((name) => ({
        label: nameToUnicode(name),
        onChoose: () => attemptOrSay((before) => withOwnOptimizer(before, name)),
      }))}
    >
      Own optimizer for …
    </MenuButton>
  );
}

function latexOf(document: Document, name: string): string {
  const node = document.nodes.find((each) => each.name === name);
  return node ? labelOf(node) : name;
}

/** A tenth of the number's leading decade. */
function stepOf(rate: number): number {
  return 10 ** (Math.floor(Math.log10(rate) + 1e-9) - 1);
}
