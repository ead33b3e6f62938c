import { useSession } from '../state/session';
import styles from './App.module.css';

/** The page: bar above, palette, canvas and panel, the lab below. On a narrow screen the panels are tabs. */
export function App() {
  const tab = useSession((session) => session.tab);
  return (
    <div className={styles.app} data-tab={tab}>
      <header className={styles.bar} />
      <aside className={styles.palette} aria-label="Palette" />
      <main className={styles.canvas} aria-label="Graph" />
      <aside className={styles.side} aria-label="Panel" />
      <section className={styles.lab} aria-label="Lab" />
    </div>
  );
}
