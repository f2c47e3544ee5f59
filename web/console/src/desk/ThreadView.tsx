import { useEffect, useRef, useState } from 'react';
import { useWords } from '../words/useWords';
import type { Approval } from './Approval';
import type { Conversation } from './boxes';
import { stillAway, useOutbox } from './outbox';
import { PendingRow } from './PendingRow';
import { useThread } from './queries';
import { ThreadSheet } from './ThreadSheet';
import { newestSeq, sheets } from './thread';
import { told } from './useMoves';
import { useNames } from './useNames';
import { useReadingPlace } from './useReadingPlace';

/** Older rows are asked for this long before their end is reached, in pixels. */
const EARLY = 800;

type Given = {
  conversation: Conversation;
  resend: (message: string) => void;
  approval: Approval;
  why: (message: string) => void;
  /** Opens what can be done to a public message; nothing where nothing can. */
  moderate: ((message: string) => void) | undefined;
  busy: boolean;
  mine: boolean;
};

/** The whole thread, newest at the bottom; scrolling up brings what came before. */
export function ThreadView({ conversation, resend, approval, why, moderate, busy, mine }: Given) {
  const words = useWords();
  const { thread, askOlder } = useThread(conversation.id);
  const names = useNames();
  const pending = useOutbox(conversation.id);
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState(false);
  const [unseen, setUnseen] = useState(false);
  const rows = thread.data?.rows ?? [];
  const away = stillAway(pending, rows);
  const drawn = sheets(rows);
  const several = rows.some((row) => row.conversation !== conversation.id);
  const last = newestSeq(rows);

  const { atEnd, moved } = useReadingPlace(box, content);
  const newest = useRef(0);
  useEffect(() => {
    if (last > newest.current && newest.current !== 0 && !atEnd.current) setUnseen(true);
    newest.current = last;
  }, [last, atEnd]);

  const older = async () => {
    if (asking || thread.data?.older === undefined) return;
    setAsking(true);
    // A page that cannot be had now is asked for again by the next movement.
    await askOlder().catch(() => {});
    setAsking(false);
  };
  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    if (moved()) setUnseen(false);
    if (element.scrollTop < EARLY) void older();
  };
  const toEnd = () => {
    const element = box.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  };

  return (
    <div className="thread-frame">
      {/* A region that scrolls must be reachable by keys. */}
      <div ref={box} className="thread" role="log" aria-label={words.thread} tabIndex={0} onScroll={onScroll}>
        {thread.data?.older !== undefined && (
          <p className="thread-edge">
            {asking ? (
              words.loadingOlder
            ) : (
              <button type="button" className="link" onClick={() => void older()}>
                {words.older}
              </button>
            )}
          </p>
        )}
        {thread.data !== undefined && thread.data.older === undefined && rows.length > 0 && (
          <p className="thread-edge quiet">{words.beginning}</p>
        )}
        {thread.data === undefined && thread.error === null && (
          <div className="skeleton" role="status" aria-label={words.loading}>
            <i />
            <i />
            <i />
          </div>
        )}
        {thread.error !== null && (
          <p className="thread-edge" role="alert">
            {told(words, thread.error)}{' '}
            <button type="button" className="link" onClick={() => void thread.refetch()}>
              {words.retry}
            </button>
          </p>
        )}
        <div ref={content}>
          {drawn.map((sheet, index) => (
            <ThreadSheet
              key={sheet.key}
              sheet={sheet}
              newest={index >= drawn.length - 2}
              several={several}
              conversation={conversation}
              names={names}
              resend={resend}
              canResend={mine && !busy}
              approval={approval}
              why={why}
              moderate={moderate}
            />
          ))}
          {away.length > 0 && (
            <ol className="sheet">
              {away.map((one) => (
                <PendingRow key={one.key} pending={one} conversation={conversation.id} />
              ))}
            </ol>
          )}
        </div>
      </div>
      {unseen && (
        <button type="button" className="button primary to-end" onClick={toEnd}>
          {words.newMessages} ↓
        </button>
      )}
    </div>
  );
}
