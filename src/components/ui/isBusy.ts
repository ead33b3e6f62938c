/** Whether the focus is where keys mean something else: in a field, a menu, a dialog, a slider. */
export function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], dialog',
    ) !== null
  );
}
