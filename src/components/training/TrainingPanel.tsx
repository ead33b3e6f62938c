import { diagnosticsOf } from '../../state/document/derived';
import { useDocument } from '../../state/document/document';
import { useTraining } from '../../state/training/training';
import { NothingToRun, whatIsMissing } from '../results/NothingToRun';
import { Guard } from '../ui/Guard';
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
      <Guard part="The controls of the training" look="line">
        <TrainingControls />
      </Guard>
      {missing || stoppers.length > 0 ? (
        <NothingToRun missing={missing} stoppers={stoppers} />
      ) : (
        <div className={`fill ${styles.findings}`} data-pictures={pictures.length > 0}>
          {pictures.length > 0 && (
            <Guard part="The list of pictures">
              <Pictures document={document} pictures={pictures} />
            </Guard>
          )}
          <div className={`column ${styles.learning}`}>
            <Guard part="A note on divergence" look="line">
              <DivergenceNotes />
            </Guard>
            <Guard part="The figures">
              <TrainingFigures document={document} />
            </Guard>
            <Guard part="The table of numbers">
              <TrainingNumbers document={document} />
            </Guard>
          </div>
        </div>
      )}
    </div>
  );
}
