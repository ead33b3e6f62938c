import styles from './Brand.module.css';

/** Whose page it is, before the name of what it shows. */
export function Brand({ as: Name }: { readonly as: 'h1' | 'span' }) {
  return (
    <>
      <Name className={styles.lab}>SCG lab</Name>
      <span className={styles.slash} aria-hidden="true">
        /
      </span>
    </>
  );
}
