import type { ReactNode } from 'react';

/** One thing that the gallery shows. */
export interface Section {
  /** Of its address and its golden. */
  readonly id: string;
  readonly title: string;
  /** Fills the stores, which are empty before. */
  readonly fill?: () => void;
  readonly show: () => ReactNode;
  /** What a visitor does to it before it is looked at, such as opening a menu. */
  readonly act?: (stage: HTMLElement) => void;
  /** Of the place where it is shown, in px; the window's where they are missing, or as high as it is. */
  readonly width?: number;
  readonly height?: number;
  /** On a narrow window it is as high as it is. */
  readonly flows?: boolean;
}

export interface Chapter {
  readonly title: string;
  readonly sections: readonly Section[];
}
