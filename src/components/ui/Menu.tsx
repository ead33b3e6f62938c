import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { Button, type ButtonProps } from './Button';
import { Guard } from './Guard';
import styles from './Menu.module.css';

export type MenuEntry = MenuItem | MenuHeading | 'line';

/** Words above a group of items. */
interface MenuHeading {
  readonly heading: string;
}

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
  useLayoutEffect(() => {
    if (list.current) moveTo(spot, list.current);
  }, [spot]);
  useFocusInside(list);
  usePressOutside(list, onClose);
  return createPortal(
    <div
      ref={list}
      className={`floating ${styles.menu}`}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => onMenuKey(event, itemsOf(list.current), onClose)}
    >
      {entries.map((entry, i) =>
        entry === 'line' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
          <hr key={`line ${i}`} className={styles.line} />
        ) : 'heading' in entry ? (
          <div key={entry.heading} role="presentation" className={`quiet ${styles.heading}`}>
            {entry.heading}
          </div>
        ) : (
          <Item key={entry.label} item={entry} onClose={onClose} />
        ),
      )}
      {children}
    </div>,
    document.body,
  );
}

function Item({ item, onClose }: { readonly item: MenuItem; readonly onClose: () => void }) {
  const { label, checked, disabled, icon, detail, danger, onChoose } = item;
  return (
    <button
      type="button"
      {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked })}
      aria-disabled={disabled !== undefined}
      className={`entry ${styles.item} ${danger ? 'error' : ''}`}
      tabIndex={-1}
      onClick={() => {
        if (disabled !== undefined) return;
        onClose();
        onChoose();
      }}
    >
      {checked !== undefined && (
        <span className={styles.check} aria-hidden="true">
          {checked ? '✓' : ''}
        </span>
      )}
      {icon && <span className={`centred ${styles.icon}`}>{icon}</span>}
      <span className="fill">
        {label}
        {disabled && <span className={styles.why}>{disabled}</span>}
      </span>
      {detail && <span className="quiet">{detail}</span>}
    </button>
  );
}

/** Kept inside the window. */
function moveTo(spot: Spot, menu: HTMLElement): void {
  const { width, height } = menu.getBoundingClientRect();
  const left = spot.right ? spot.x - width : spot.x;
  const below = spot.y + 6 + height <= innerHeight - 8;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, below ? spot.y + 6 : spot.above - 6 - height)}px`;
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}

/** Begins at what is chosen, and gives the focus back at the end. */
function useFocusInside(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const all = itemsOf(list.current);
    (all.find((item) => item.getAttribute('aria-checked') === 'true') ?? all[0])?.focus();
    return () => {
      // What was chosen may have taken the focus already, as a field to type in does.
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [list]);
}

/** A press outside closes it, and so does Escape, wherever the focus is: a field that has taken Enter has let it go. */
function usePressOutside(list: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !list.current?.contains(event.target)) onClose();
    };
    const onEscape = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || (event.target instanceof Node && list.current?.contains(event.target)))
        return;
      event.stopPropagation();
      onClose();
    };
    addEventListener('pointerdown', outside, true);
    addEventListener('keydown', onEscape, true);
    addEventListener('resize', onClose);
    return () => {
      removeEventListener('pointerdown', outside, true);
      removeEventListener('keydown', onEscape, true);
      removeEventListener('resize', onClose);
    };
  }, [list, onClose]);
}

function onMenuKey(event: KeyboardEvent, all: readonly HTMLElement[], onClose: () => void): void {
  event.stopPropagation();
  if (event.key === 'Escape') {
    event.preventDefault();
    onClose();
    return;
  }
  if (event.target instanceof HTMLInputElement) return;
  if (event.key === 'Tab') onClose();
  const at = all.findIndex((item) => item.matches(':focus'));
  const to = {
    ArrowDown: (at + 1) % all.length,
    ArrowUp: (at - 1 + all.length) % all.length,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  const letter = event.key.length === 1 ? event.key.toLowerCase() : undefined;
  const wordsOf = ({ textContent }: HTMLElement) => textContent?.replace(/^✓/, '').toLowerCase();
  const lettered = letter && all.find((item) => wordsOf(item)?.startsWith(letter));
  const target = to === undefined ? lettered : all[to];
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/** Entries of which one is chosen. */
export function choices<T>(
  all: readonly T[],
  isChosen: (one: T) => boolean,
  labelOf: (one: T) => string,
  choose: (one: T) => void,
): MenuItem[] {
  return all.map((one) => ({ label: labelOf(one), checked: isChosen(one), onChoose: () => choose(one) }));
}

function OpenMenu({ entries, ...list }: Omit<MenuListProps, 'entries'> & Pick<MenuButtonProps, 'entries'>) {
  return <MenuList entries={typeof entries === 'function' ? entries() : entries} {...list} />;
}

interface MenuButtonProps extends Pick<ButtonProps, 'look' | 'square' | 'small'> {
  readonly label: string;
  /** Made when the menu opens, where it takes work to make them. */
  readonly entries: readonly MenuEntry[] | (() => readonly MenuEntry[]);
  /** What the button shows. */
  readonly children: ReactNode;
  readonly alignRight?: boolean;
  readonly footer?: ReactNode;
}

/** A button that opens a menu below itself. */
export function MenuButton({ label, entries, children, alignRight, footer, ...button }: MenuButtonProps) {
  const [spot, setSpot] = useState<Spot>();
  const id = useId();
  const close = useCallback(() => setSpot(undefined), []);
  return (
    <>
      <Button
        id={id}
        {...button}
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
        <Guard part={`The menu “${label}”`} look="nothing">
          <OpenMenu label={label} entries={entries} spot={spot} onClose={close}>
            {footer}
          </OpenMenu>
        </Guard>
      )}
    </>
  );
}
