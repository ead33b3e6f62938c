import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { Button } from './Button';
import styles from './Menu.module.css';

export type MenuEntry = MenuItem | 'line';

export interface MenuItem {
  readonly label: string;
  readonly onChoose: () => void;
  /** Set for an item that is one of several choices, or that can be on and off. */
  readonly checked?: boolean;
  /** Shown at the right: a key, or a few words. */
  readonly detail?: string;
  /** Why the item cannot be chosen now; it is then shown disabled, with the reason below it. */
  readonly disabled?: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  /** The trigger's box, so that the menu can open above it where there is no room below. */
  readonly above: number;
  readonly right?: boolean;
}

interface MenuListProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly spot: Spot;
  readonly onClose: () => void;
  /** Something to show below the entries, such as a field that belongs to the choice. */
  readonly children?: ReactNode;
}

/** An open menu at a place of the window. Arrow keys, Home, End, letters, Escape and a press outside work as expected. */
export function MenuList({ label, entries, spot, onClose, children }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  const items = useCallback(
    () => [...(list.current?.querySelectorAll<HTMLButtonElement>('[role^="menuitem"]') ?? [])],
    [],
  );

  useLayoutEffect(() => {
    const menu = list.current;
    if (!menu) return;
    const { width, height } = menu.getBoundingClientRect();
    const left = spot.right ? spot.x - width : spot.x;
    const below = spot.y + 6 + height <= innerHeight - 8;
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    menu.style.top = `${Math.max(8, below ? spot.y + 6 : spot.above - 6 - height)}px`;
  }, [spot]);

  useEffect(() => {
    const before = document.activeElement;
    const all = items();
    (all.find((item) => item.getAttribute('aria-checked') === 'true') ?? all[0])?.focus();
    return () => {
      // What was chosen may have taken the focus already, as a field to type in does.
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [items]);

  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !list.current?.contains(event.target)) onClose();
    };
    addEventListener('pointerdown', outside, true);
    addEventListener('resize', onClose);
    return () => {
      removeEventListener('pointerdown', outside, true);
      removeEventListener('resize', onClose);
    };
  }, [onClose]);

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
      return;
    }
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === 'Tab') onClose();
    const all = items();
    const at = all.findIndex((item) => item.matches(':focus'));
    const to = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    const lettered =
      event.key.length === 1
        ? all.find(({ textContent }) => textContent?.toLowerCase().startsWith(event.key.toLowerCase()))
        : undefined;
    const target = to === undefined ? lettered : all[to];
    if (!target) return;
    event.preventDefault();
    target.focus();
  };

  return createPortal(
    <div
      ref={list}
      className={styles.menu}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {entries.map((entry, i) =>
        entry === 'line' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
          <hr key={`line ${i}`} className={styles.line} />
        ) : (
          <button
            key={entry.label}
            type="button"
            {...(entry.checked === undefined
              ? { role: 'menuitem' }
              : { role: 'menuitemradio', 'aria-checked': entry.checked })}
            aria-disabled={entry.disabled !== undefined}
            className={`entry ${styles.item} ${entry.danger ? 'error' : ''}`}
            tabIndex={-1}
            onClick={() => {
              if (entry.disabled !== undefined) return;
              onClose();
              entry.onChoose();
            }}
          >
            {entry.checked !== undefined && (
              <span className={styles.check} aria-hidden="true">
                {entry.checked ? '✓' : ''}
              </span>
            )}
            {entry.icon && <span className={styles.icon}>{entry.icon}</span>}
            <span className="fill">
              {entry.label}
              {entry.disabled && <span className={styles.why}>{entry.disabled}</span>}
            </span>
            {entry.detail && <span className="quiet">{entry.detail}</span>}
          </button>
        ),
      )}
      {children}
    </div>,
    document.body,
  );
}

interface MenuButtonProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** What the button shows. */
  readonly children: ReactNode;
  readonly look?: 'plain' | 'strong' | 'quiet';
  readonly square?: boolean;
  readonly small?: boolean;
  readonly alignRight?: boolean;
  readonly footer?: ReactNode;
}

/** A button that opens a menu below itself. */
export function MenuButton(props: MenuButtonProps) {
  const { label, entries, children, look, square, small, alignRight, footer } = props;
  const [spot, setSpot] = useState<Spot>();
  const id = useId();
  const close = useCallback(() => setSpot(undefined), []);
  return (
    <>
      <Button
        id={id}
        look={look ?? 'plain'}
        square={square ?? false}
        small={small ?? false}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={spot !== undefined}
        onPointerDown={(event) => {
          // The press that closes the menu must not open it again.
          if (spot) event.stopPropagation();
        }}
        onClick={(event) => {
          if (spot) {
            close();
            return;
          }
          const box = event.currentTarget.getBoundingClientRect();
          setSpot({ x: alignRight ? box.right : box.left, y: box.bottom, above: box.top, right: alignRight });
        }}
      >
        {children}
      </Button>
      {spot && (
        <MenuList label={label} entries={entries} spot={spot} onClose={close}>
          {footer}
        </MenuList>
      )}
    </>
  );
}
