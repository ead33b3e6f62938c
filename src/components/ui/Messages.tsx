import { dismiss, type Message, useMessages } from '../../state/shell/messages';
import { Button } from './Button';
import styles from './Messages.module.css';

/** Passing messages, over the canvas's lower edge. Errors are read out at once, other words when there is a pause. */
export function Messages() {
  const messages = useMessages((state) => state.messages);
  return (
    <div className={`column ${styles.stack}`}>
      {messages.map(({ id, tone, text, detail, actions }) => (
        <div
          key={id}
          className={`row floating ${styles.message} ${tone === 'error' ? styles.error : ''}`}
          role={tone === 'error' ? 'alert' : 'status'}
        >
          <div className={`fill ${styles.words}`}>
            {text}
            {detail && <div className="quiet">{detail}</div>}
            {actions.length > 1 && (
              <div className={`flow ${styles.actions}`}>
                <Actions id={id} actions={actions} />
              </div>
            )}
          </div>
          {actions.length === 1 && <Actions id={id} actions={actions} />}
          <Button
            small
            square
            look="quiet"
            className={actions.length > 1 ? styles.dismiss : undefined}
            aria-label="Dismiss"
            onClick={() => dismiss(id)}
          >
            ✕
          </Button>
        </div>
      ))}
    </div>
  );
}

function Actions({ id, actions }: Pick<Message, 'id' | 'actions'>) {
  return actions.map(({ label, run, leavesMessage }) => (
    <Button
      key={label}
      small
      onClick={() => {
        if (!leavesMessage) dismiss(id);
        run();
      }}
    >
      {label}
    </Button>
  ));
}
