export function PauseSign() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M2 1h2.6v10H2zM7.4 1H10v10H7.4z" fill="currentColor" />
    </svg>
  );
}

export function RunSign() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M2.5 0.8v10.4L11 6z" fill="currentColor" />
    </svg>
  );
}

export function ResetSign() {
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path d="M2.2 7a4.8 4.8 0 1 0 1.5-3.5L2.2 5" />
      <path d="M2.2 1.8V5h3.2" />
    </svg>
  );
}
