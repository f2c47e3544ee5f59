import { useWords } from '../words/useWords';
import { ExtraView } from './ExtraView';
import { drop, type Pending } from './outbox';
import { useReply } from './useReply';

/** An answer the server has not taken yet. */
export function PendingRow({ pending, conversation }: { pending: Pending; conversation: string }) {
  const words = useWords();
  const { again } = useReply(conversation);
  const extra = pending.body.extra ?? undefined;
  const failed = pending.failed !== undefined;
  return (
    <li className="message" data-kind="agent" data-leads="false" data-pending={!failed}>
      <div className="bubble-column">
        <div className="bubble">
          {pending.text !== '' && <p dir="auto">{pending.text}</p>}
          {extra !== undefined && <ExtraView extra={extra} />}
        </div>
        <p className="message-facts" role={failed ? 'alert' : undefined}>
          <span className="delivery" data-state={failed ? 'failed' : 'sending'}>
            {failed ? words.pendingFailed : words.pendingSend}
          </span>
          {failed && <span className="delivery-why">{pending.failed}</span>}
          {failed && (
            <button type="button" className="link" onClick={() => void again(pending)}>
              {words.resend}
            </button>
          )}
          {failed && (
            <button type="button" className="link" onClick={() => drop(conversation, pending.key)}>
              {words.discard}
            </button>
          )}
        </p>
      </div>
    </li>
  );
}
