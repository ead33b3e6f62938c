import { diagnosticsOf } from '../../state/document/derived';
import { useDocument } from '../../state/document/document';
import { useTraining } from '../../state/training/training';
import { NothingToRun, whatIsMissing } from '../results/NothingToRun';
import { DivergenceNotes } from './DivergenceNotes';
import { Pictures } from './pictures/Pictures';
import { TrainingControls } from './TrainingControls';
import { TrainingFigures } from './TrainingFigures';
import { TrainingNumbers } from './TrainingNumbers';
import styles from './TrainingPanel.module.css';

/** Training: its controls, what it has learned in pictures, its curves, and the same in numbers. */
export function TrainingPanel() {
  const document = useDocument((state) => state.document);
  const met = useTraining((training) => training.diagnostics);
  const missing = whatIsMissing(document);
  const written = diagnosticsOf(document).filter(({ severity }) => severity === 'error');
  const stoppers = written.length > 0 ? written : met.filter(({ severity }) => severity === 'error');
  const pictures = document.pictures ?? [];
  return (
    <div className={styles.training}>
      <TrainingControls />
      {missing || stoppers.length > 0 ? (
        <NothingToRun missing={missing} stoppers={stoppers} />
      ) : (
        <div className={`fill ${styles.findings}`} data-pictures={pictures.length > 0}>
          {pictures.length > 0 && <Pictures document={document} pictures={pictures} />}
          <div className={`column ${styles.learning}`}>
            <DivergenceNotes />
            <TrainingFigures document={document} />
            <TrainingNumbers document={document} />
          </div>
        </div>
      )}
    </div>
  );
}
