import { useCallback, useMemo, useState } from 'react';
import type { Side } from '../../engine';
import { useDocument } from '../../state/document/document';
import { useEquivalences } from '../../state/views/equivalences';
import { Guard } from '../ui/Guard';
import { PageFrame, takeFocus } from '../ui/PageFrame';
import page from '../ui/PageFrame.module.css';
import { ClaimChoice } from './ClaimChoice';
import { Correspondence } from './Correspondence';
import styles from './EquivalencesPage.module.css';
import { GraphPicture } from './GraphPicture';
import { type Lit, litBy, type Pointed } from './lit';
import { Mends } from './Mends';
import { MorphControl } from './MorphControl';
import { Presupposed } from './Presupposed';
import { ProofVerdict } from './ProofVerdict';
import { type Question, questionOf } from './question';
import { SideHead } from './SideHead';
import { NamesContext, nodeNamesOf } from './Spelled';
import { TermList } from './TermList';
import { type Answer, useProof } from './useProof';
import { type EquivalenceView, viewOf } from './view';

/** The equivalences of the lecture, and of any two graphs: proved, or told apart, while one looks. */
export function EquivalencesPage() {
  const choice = useEquivalences((state) => state.choice);
  const added = useEquivalences((state) => state.added);
  const off = useEquivalences((state) => state.off);
  const open = useDocument((state) => state.document);
  const question = useMemo(() => questionOf(choice, added, open), [choice, added, open]);
  const { answer, isOld, isSlow } = useProof(question, off);
  const names = useMemo(
    () =>
      nodeNamesOf(
        [question.right, question.left].flatMap((own) => (own.kind === 'ready' ? [own.planned] : [])),
      ),
    [question],
  );
  const missing = [question.left, question.right].find(({ kind }) => kind === 'none');
  return (
    <NamesContext value={names}>
      <PageFrame name="Equivalences">
        <main className={`${page.main} ${styles.main}`} aria-label="Equivalences">
          <div className={`${page.intro} ${styles.intro}`}>
            <h1 ref={takeFocus} tabIndex={-1}>
              Equivalences, proved by the machine
            </h1>
            <p>
              Two graphs under their plans are equivalent where their surrogate losses agree term by term, up
              to names: the same parameters, scores, paths and costs, each a function of the same. What these
              functions are is left free; formulas, distributions, numbers and baselines are not compared.
            </p>
          </div>
          <Guard part="The choice of claims" look="line">
            <ClaimChoice />
          </Guard>
          <div className={styles.verdict}>
            {missing?.kind === 'none' ? (
              <p className={styles.missing} role="status">
                {missing.why}
              </p>
            ) : (
              <Guard part="The verdict" look="line" until={[answer]}>
                <ProofVerdict answer={answer} isOld={isOld} isSlow={isSlow} />
              </Guard>
            )}
          </div>
          {!missing && answer && (
            <Guard part="The list of mends" look="line" until={[answer]}>
              <Mends answer={answer} />
            </Guard>
          )}
          {question.claim && <p className={styles.sentence}>{question.claim.sentence}</p>}
          <Guard part="The comparison" until={[question, answer]}>
            <Body question={question} answer={missing ? undefined : answer} off={off} />
          </Guard>
        </main>
      </PageFrame>
    </NamesContext>
  );
}

interface BodyProps {
  readonly question: Question;
  readonly answer: Answer | undefined;
  readonly off: ReadonlySet<string>;
}

/** Pictures, correspondence, terms and what is presupposed; all of the newest answer, steps of the question that is asked. */
function Body({ question, answer, off }: BodyProps) {
  const open = useDocument((state) => state.document);
  const [t, setT] = useState(0);
  const view = useMemo(() => answer && viewOf(answer), [answer]);
  const [lit, setPointed] = usePointed(view);
  const shown = view?.question ?? question;
  const titles = useMemo(() => titlesOf(shown), [shown]);
  const shownAs = useCallback((side: Side, name: string) => view?.[side].shows.get(name)?.name, [view]);
  const decided = view?.comparison;
  const told = view && { titles, planned: view.planned, lit, onPoint: setPointed };
  return (
    <>
      <div className={styles.graphs}>
        <Guard part="The left graph’s head" until={[question]}>
          <SideHead side="left" subject={question.left} open={open} />
        </Guard>
        <Guard part="The right graph’s head" until={[question]}>
          <SideHead side="right" subject={question.right} open={open} />
        </Guard>
        {view && <Pictures view={view} titles={titles} t={decided ? t : 0} lit={lit} onPoint={setPointed} />}
      </div>
      {decided && <MorphControl left={titles.left} right={titles.right} t={t} onChange={setT} />}
      <div className={styles.halves}>
        {decided && told && (
          <section aria-label="Correspondence">
            <h2>Correspondence</h2>
            <Guard part="The correspondence" until={[view]}>
              <Correspondence rows={view.rows} reading={view.reading} shownAs={shownAs} {...told} />
            </Guard>
          </section>
        )}
        {question.left.kind === 'ready' && question.right.kind === 'ready' && (
          <section aria-label="What is presupposed">
            <h2>What is presupposed</h2>
            <p className={styles.hint}>
              {question.steps.length > 0
                ? 'Switch one off, and the checker does without it: the line above says what is different then.'
                : 'Both graphs are compared as they are.'}
            </p>
            {question.steps.length > 0 && (
              <Guard part="The list of steps" until={[question]}>
                <Presupposed question={question} off={off} answer={answer} onPoint={setPointed} />
              </Guard>
            )}
          </section>
        )}
      </div>
      {decided && told && (
        <section className={styles.losses} aria-label="Surrogate losses">
          <h2>Surrogate losses, term by term</h2>
          <Guard part="The list of terms" until={[view]}>
            <TermList comparison={decided} figures={view} {...told} />
          </Guard>
        </section>
      )}
    </>
  );
}

/** What is lit, and how to point at something else. */
function usePointed(view: EquivalenceView | undefined) {
  const [pointed, setPointed] = useState<Pointed>();
  // What was pointed at may be gone, and nothing tells that it is no more pointed at.
  const [seen, setSeen] = useState(view);
  if (seen !== view) {
    setSeen(view);
    setPointed(undefined);
  }
  return [useMemo(() => view && litBy(pointed, view), [view, pointed]), setPointed] as const;
}

interface PicturesProps {
  readonly view: EquivalenceView;
  readonly titles: Readonly<Record<Side, string>>;
  /** How far the left graph is on its way to the right one. */
  readonly t: number;
  readonly lit: Lit | undefined;
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

function Pictures({ view, titles, t, lit, onPoint }: PicturesProps) {
  const [sign, tone] = SIGNS[view.verdict];
  const picture = (side: Side, at: number) => (
    <figure className={styles.picture}>
      <Guard part={`The ${side} graph`} until={[view]}>
        <GraphPicture
          label={`Nodes on the ${side}, ${titles[side]}`}
          side={side}
          morph={view.morph}
          t={at}
          lit={lit}
          marked={view.marked}
          onPoint={onPoint}
        />
      </Guard>
    </figure>
  );
  return (
    <>
      {picture('left', t)}
      <span className={`centred ${styles.sign} ${tone}`} aria-hidden="true">
        {sign}
      </span>
      {picture('right', 1)}
    </>
  );
}

const SIGNS = {
  equivalent: ['=', 'good'],
  different: ['≠', 'error'],
  undecided: ['?', 'warning'],
} as const;

function titlesOf({ left, right }: Question): Readonly<Record<Side, string>> {
  const title = (subject: Question['left']): string => (subject.kind === 'ready' ? subject.title : 'nothing');
  return { left: title(left), right: title(right) };
}
