import { Component, type ErrorInfo, type ReactNode } from 'react';

interface BoundaryProps {
  /** When any of these changes, what failed is tried again. */
  readonly until: readonly unknown[];
  /** What stands in its place. */
  readonly fallback: (thrown: unknown, tryAgain: () => void) => ReactNode;
  readonly onFailure?: (thrown: unknown) => void;
  readonly children: ReactNode;
}

interface BoundaryState {
  /** `under`: what it depended on when it failed; not known before it is drawn again. */
  readonly failed: { readonly thrown: unknown; readonly under?: readonly unknown[] } | undefined;
}

/** Catches what its children throw while they are drawn. It fails for as long as what they depend on stays the same, not for good. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: undefined };

  static getDerivedStateFromError(thrown: unknown): BoundaryState {
    return { failed: { thrown } };
  }

  static getDerivedStateFromProps({ until }: BoundaryProps, { failed }: BoundaryState): BoundaryState {
    if (!failed) return { failed };
    const { thrown, under } = failed;
    // The first time after the failure: this is what it failed under.
    if (!under) return { failed: { thrown, under: until } };
    const isSame = until.length === under.length && until.every((each, i) => each === under[i]);
    return { failed: isSame ? failed : undefined };
  }

  override componentDidCatch(thrown: unknown, _: ErrorInfo): void {
    this.props.onFailure?.(thrown);
  }

  override render(): ReactNode {
    const { failed } = this.state;
    if (!failed) return this.props.children;
    return this.props.fallback(failed.thrown, () => this.setState({ failed: undefined }));
  }
}
