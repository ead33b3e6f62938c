import { useEffect, useState } from 'react';
import { ProofClient, type ProofNews, type Side, type Step } from '../../engine';
import { type Question, stepsOn } from './question';

/** A question that can be asked: both sides are there. */
export interface Askable {
  readonly question: Question;
  readonly steps: Readonly<Record<Side, readonly Step[]>>;
}

/** The answer to a question, worked out for it. */
export interface Answer extends Askable {
  readonly news: ProofNews;
}

const client = new ProofClient();

/** Milliseconds after which a page says that it is still comparing. */
const PATIENCE = 200;

/**
 * Asks the checker whenever the question or its steps change. The answer before stays until the next one is there; `isOld` tells
 * that it is another question's, `isSlow` that the next one takes its time.
 */
export function useProof(question: Question, off: ReadonlySet<string>) {
  const [answer, setAnswer] = useState<Answer>();
  const [slow, setSlow] = useState<Question>();
  const [asked, setAsked] = useState<readonly [Question, ReadonlySet<string>]>();
  useEffect(() => {
    const { left, right, claim } = question;
    if (left.kind !== 'ready' || right.kind !== 'ready') return;
    const steps = { left: stepsOn('left', question, off), right: stepsOn('right', question, off) };
    const timer = setTimeout(() => setSlow(question), PATIENCE);
    const wanted = claim?.correspondence ?? [];
    let isWanted = true;
    client.prove({ left: left.planned, right: right.planned, options: { steps, wanted } }, (news) => {
      clearTimeout(timer);
      if (!isWanted) return;
      setSlow(undefined);
      setAnswer({ question, steps, news });
      setAsked([question, off]);
    });
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [question, off]);
  const isOld = asked?.[0] !== question || asked[1] !== off;
  return { answer, isOld, isSlow: isOld && slow === question };
}
