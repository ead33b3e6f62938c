import { useState } from 'react';
import { LastGuard } from '../../../src/components/LastGuard';
import { Button } from '../../../src/components/ui/Button';
import { Guard } from '../../../src/components/ui/Guard';
import { Markdown } from '../../../src/components/ui/Markdown';
import { MenuButton, type MenuEntry } from '../../../src/components/ui/Menu';
import { Flag, NumberOption } from '../../../src/components/ui/MenuOptions';
import { Messages } from '../../../src/components/ui/Messages';
import { NumberField } from '../../../src/components/ui/NumberField';
import { Section as PanelSection } from '../../../src/components/ui/Section';
import { Segmented } from '../../../src/components/ui/Segmented';
import { Slider } from '../../../src/components/ui/Slider';
import {
  HeavyTailSign,
  MenuSign,
  PauseSign,
  RedoSign,
  ResetSign,
  RunSign,
  UndoSign,
} from '../../../src/components/ui/signs';
import { Tex } from '../../../src/components/ui/Tex';
import { FloatingWords } from '../../../src/components/ui/Tooltip';
import { putAside } from '../../../src/state/document/aside';
import { tellAsides } from '../../../src/state/document/tellAside';
import { useMessages } from '../../../src/state/shell/messages';
import { useAppearance } from '../../../src/state/shell/theme';
import { simple5 } from '../fixtures/documents';
import { Specimen, Specimens } from '../Gallery';
import type { Chapter } from '../section';
import { open } from '../stores';

export const CONTROLS: Chapter = {
  title: 'Controls',
  sections: [
    { id: 'controls', title: 'Buttons, fields, sliders', show: Controls },
    { id: 'colours', title: 'Colours', show: Colours },
    { id: 'text', title: 'Text and formulas', show: Text },
    {
      id: 'menu',
      title: 'Menu',
      width: 420,
      height: 400,
      show: () => (
        <div style={{ padding: 16 }}>
          <MenuButton label="More" entries={ENTRIES} footer={<MenuFooter />}>
            More <span aria-hidden="true">▾</span>
          </MenuButton>
        </div>
      ),
      act: click('button'),
    },
    { id: 'tooltips', title: 'Tooltips', height: 220, show: Tooltips },
    {
      id: 'messages',
      title: 'Messages',
      height: 300,
      fill: sayAll,
      show: () => <Messages />,
    },
    {
      id: 'aside',
      title: 'What was put aside',
      height: 340,
      fill: putAsideAll,
      show: () => <Messages />,
    },
    {
      id: 'guard',
      title: 'A part that broke',
      height: 260,
      show: () => (
        <>
          <div style={{ padding: 12 }}>
            <Guard part="The title" look="line">
              <Broken />
            </Guard>
          </div>
          <div style={{ height: 200 }}>
            <Guard part="The lab">
              <Broken />
            </Guard>
          </div>
        </>
      ),
    },
    {
      id: 'last-guard',
      title: 'A page that broke',
      fill: () => open(simple5),
      show: () => <LastGuard failed={{ thrown: new Error('The operation is insecure.') }}>{null}</LastGuard>,
    },
  ],
};

/** Presses what a selector finds. */
export function click(selector: string): (stage: HTMLElement) => void {
  return (stage) => stage.querySelector<HTMLElement>(selector)?.click();
}

const nothing = () => undefined;

function Controls() {
  return (
    <Specimens>
      <Specimen name="Buttons: strong, plain, quiet">
        <Row>
          <Button look="strong">Copy</Button>
          <Button>Step</Button>
          <Button look="quiet">Add plan</Button>
        </Row>
        <Row>
          <Button look="strong" disabled>
            Copy
          </Button>
          <Button disabled>Step</Button>
          <Button look="quiet" disabled>
            Add plan
          </Button>
        </Row>
      </Specimen>
      <Specimen name="Small and square ones">
        <Row>
          <Button small>Remove</Button>
          <Button small look="quiet">
            Fit
          </Button>
          <Button square small look="quiet" aria-label="Close">
            ✕
          </Button>
        </Row>
        <Row>
          <Button look="strong" square aria-label="Run">
            <RunSign />
          </Button>
          <Button look="strong" square aria-label="Pause">
            <PauseSign />
          </Button>
          <Button square aria-label="Start again">
            <ResetSign />
          </Button>
          <UndoSign />
          <RedoSign />
          <MenuSign />
          <HeavyTailSign />
        </Row>
      </Specimen>
      <Specimen name="One of few">
        <Segmented label="View" options={VIEWS} value="b" onChange={nothing} />
        <Segmented label="Small view" small options={VIEWS} value="a" onChange={nothing} />
      </Specimen>
      <Specimen name="Numbers, right and wrong">
        <Row>
          <NumberField label="Right" value={0.003} onChange={nothing} />
          <WrongNumber />
        </Row>
      </Specimen>
      <Specimen name="Sliders of a parameter and of an input">
        <Slider label="θ" tone="parameter" value={0.3} min={0} max={1} step={0.01} onChange={nothing} />
        <Slider label="x₀" tone="input" value={0.8} min={0} max={1} step={0.01} onChange={nothing} />
      </Specimen>
      <Specimen name="Options in a menu">
        <NumberOption label="temperature" value={0.5} onChange={nothing} />
        <Flag label="normalize" value onChange={nothing} />
      </Specimen>
      <Specimen name="A titled part of a panel">
        <PanelSection
          title="Plans"
          aside={
            <Button small look="quiet">
              Add plan
            </Button>
          }
        >
          <p>What stands in it.</p>
        </PanelSection>
      </Specimen>
    </Specimens>
  );
}

function Row({ children }: { readonly children: React.ReactNode }) {
  return <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>{children}</div>;
}

const VIEWS = [
  { value: 'a', label: 'Graph' },
  { value: 'b', label: 'Chosen' },
  { value: 'c', label: 'Not now', disabled: true },
] as const;

/** As `NumberField` marks what is typed and is no number. */
function WrongNumber() {
  const [field, setField] = useState<HTMLElement | null>(null);
  field?.querySelector('input')?.setAttribute('aria-invalid', 'true');
  return (
    <span ref={setField}>
      <NumberField label="Wrong" value={-1} onChange={nothing} />
    </span>
  );
}

const COLOURS = [
  ['Ground', ['paper', 'panel', 'line', 'line-strong', 'dot', 'hover', 'pressed']],
  ['Text', ['ink', 'muted', 'muted-on-tint', 'good', 'warning', 'error', 'focus']],
  ['Nodes', ['stochastic', 'deterministic', 'cost', 'parameter-tint', 'error-tint']],
  ['Rims', ['stochastic-ink', 'deterministic-ink', 'cost-ink', 'parameter', 'input']],
  ['Plans', ['plan-1', 'plan-2', 'plan-3', 'plan-4', 'plan-5', 'plan-6']],
  ['Heat', ['heat-low', 'heat-high']],
] as const;

/** Their numbers too: a shade that is hardly another one is not seen in a golden, but read. */
function Colours() {
  useAppearance((appearance) => appearance.theme);
  const style = getComputedStyle(document.documentElement);
  return (
    <Specimens column={220}>
      {COLOURS.map(([title, names]) => (
        <Specimen key={title} name={title}>
          {names.map((name) => (
            <Row key={name}>
              <span
                style={{
                  width: 48,
                  height: 24,
                  border: '1px solid var(--line)',
                  borderRadius: 4,
                  background: `var(--${name})`,
                }}
              />
              {name} {style.getPropertyValue(`--${name}`)}
            </Row>
          ))}
        </Specimen>
      ))}
    </Specimens>
  );
}

const TEXT = `## A heading

A paragraph with **strong** and *emphasized* words, \`code\`, a [link](https://example.org) and $\\theta^2$.

- a list
- of two

$$\\nabla_\\theta\\,\\mathbb E\\Big[\\sum_c c\\Big]$$`;

const FORMULAS = [
  '\\frac{\\partial}{\\partial\\theta}\\mathbb E_{x\\sim p(\\cdot;\\theta)}[f(x)]',
  '\\hat Q_w=\\sum_{c\\succ w}c',
  '\\tilde h,\\;\\theta_1,\\;x_t^{(2)}',
];

const UNREADABLE = '\\frac{1';

function Text() {
  return (
    <Specimens column={320}>
      <Specimen name="Markdown">
        <Markdown text={TEXT} />
      </Specimen>
      <Specimen name="Formulas">
        {FORMULAS.map((latex) => (
          <p key={latex}>
            <Tex latex={latex} display />
          </p>
        ))}
      </Specimen>
      <Specimen name="A formula that cannot be read">
        <Tex latex={UNREADABLE} />
      </Specimen>
    </Specimens>
  );
}

const ENTRIES: readonly MenuEntry[] = [
  { label: 'Rename', onChoose: nothing },
  { label: 'With a detail', detail: 'Ctrl+D', onChoose: nothing },
  'line',
  { label: 'Chosen', checked: true, onChoose: nothing },
  { label: 'Not chosen', checked: false, onChoose: nothing },
  {
    label: 'Measure-valued',
    checked: false,
    disabled: 'no weak derivative of this distribution is known here',
    onChoose: nothing,
  },
  'line',
  { label: 'Remove', danger: true, onChoose: nothing },
];

function MenuFooter() {
  return <NumberOption label="samples per estimate, M =" value={4} onChange={nothing} />;
}

function Tooltips() {
  return (
    <>
      <FloatingWords x={180} y={130} words="Words that appear over what is pointed at." />
      <FloatingWords
        x={520}
        y={130}
        tone="error"
        words="x cannot depend on itself: the edge from f to x would close a cycle."
      />
      <FloatingWords
        x={900}
        y={160}
        words="Heavy tail: the sample variance cannot be trusted. Its largest estimates follow a power law (Pareto k = 0.83, above 0.7). Mean and standard error may be far off."
      />
    </>
  );
}

function sayAll(): void {
  const base = { detail: undefined, actions: [], tone: 'plain', stays: false } as const;
  useMessages.setState({
    messages: [
      { ...base, id: 1, text: 'Kept in this browser' },
      { ...base, id: 2, text: 'Removed x', actions: [{ label: 'Undo', run: nothing }] },
      {
        ...base,
        id: 3,
        tone: 'error',
        text: 'This file holds no graph.',
        detail: 'line 3: "nodes" must be a list, got a number; write "nodes": [ ... ]',
      },
    ],
  });
}

function putAsideAll(): void {
  localStorage.clear();
  putAside('{"scg": 3, "nodes": []}');
  putAside(JSON.stringify({ scg: 1, title: 'Point mass in the plane', nodes: [], plans: [] }));
  tellAsides();
}

function Broken(): React.ReactNode {
  throw new Error('Cannot read properties of undefined (reading “mean”)');
}
