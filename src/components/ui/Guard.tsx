import { Component, type ReactNode } from 'react';
import { Button } from './Button';
import styles from './Guard.module.css';

interface GuardProps {
  /** What is guarded, as it is called on the page. */
  readonly part: string;
  readonly children: ReactNode;
}

/** Keeps a failure of one part of the page from taking the others with it: in its place stands what happened. */
export class Guard extends Component<GuardProps, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(thrown: unknown) {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className={`column ${styles.failed}`} role="alert">
        <p>{this.props.part} failed, and your graph is kept.</p>
        <p className={`quiet ${styles.detail}`}>{error.message}</p>
        <Button onClick={() => this.setState({ error: undefined })}>Try again</Button>
      </div>
    );
  }
}
