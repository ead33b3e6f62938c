import { useEffect } from 'react';
import { activePlan } from '../../state/document/derived';
import { useDocument } from '../../state/document/document';
import { chooseFile, JSON_FILES } from '../../state/shell/files';
import { useSession } from '../../state/shell/session';
import { findKept, type KeptSet, useKept } from '../../state/training/kept';
import { shapesKey } from '../../state/training/parameterFile';
import {
  exportParameters,
  forgetParameters,
  importParameters,
  keepParameters,
  restoreParameters,
} from '../../state/training/trainedSets';
import { useTraining } from '../../state/training/training';
import { MenuButton, type MenuEntry } from '../ui/Menu';
import { formatCount } from '../ui/numbers';

/** Keeps what a plan has learned, in this browser or as a file, and starts from it again. */
export function KeptMenu() {
  const document = useDocument((state) => state.document);
  const chosen = useSession((session) => session.plan);
  const isReady = useTraining(({ state }) => state === 'running' || state === 'paused');
  const sets = useKept((kept) => kept.sets);
  const key = `${document.title}\n${shapesKey(document)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is all of the document that matters here
  useEffect(() => {
    void findKept(document);
  }, [key]);
  const plan = activePlan(document, chosen).name;
  const waiting = isReady ? {} : { disabled: 'there is nothing trained yet' };
  const entries: MenuEntry[] = [
    { label: `Keep those of ${plan}`, onChoose: () => void keepParameters(plan), ...waiting },
    { label: `Export those of ${plan}`, onChoose: () => void exportParameters(plan), ...waiting },
    {
      label: 'Import a file…',
      onChoose: () => chooseFile(JSON_FILES, (file) => void importParameters(file)),
    },
    ...(sets.length > 0 ? (['line'] as const) : []),
    ...sets.map((set) => ({
      label: `Restore ${setWords(set)}`,
      detail: dateWords(set.date),
      onChoose: () => void restoreParameters(set),
    })),
    ...(sets.length > 0 ? (['line'] as const) : []),
    ...sets.map((set) => ({
      label: `Forget ${setWords(set)}`,
      detail: dateWords(set.date),
      danger: true,
      onChoose: () => void forgetParameters(set),
    })),
  ];
  return (
    <MenuButton label="Parameters: keep, restore, export, import" small entries={entries}>
      Parameters <span aria-hidden="true">▾</span>
    </MenuButton>
  );
}

function setWords({ plan, step }: KeptSet): string {
  return `${plan}, step ${formatCount(step)}`;
}

function dateWords(date: number): string {
  return new Date(date).toLocaleString(undefined, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
