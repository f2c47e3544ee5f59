import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useNow } from '../ui/useNow';
import { useWords } from '../words/useWords';
import { BOXES, hasMore, inBox } from './boxes';
import { BulkCloseDialog } from './BulkCloseDialog';
import { InboxRow } from './InboxRow';
import { useBoxes, useLine, useMe } from './queries';
import { told, type usePresence } from './useMoves';
import { useNames } from './useNames';

/** All boxes in one column, what is most urgent first. */
export function Inbox({
  open,
  queue,
  presence,
}: {
  open: string | undefined;
  queue: string | undefined;
  presence: ReturnType<typeof usePresence>;
}) {
  const words = useWords();
  const navigate = useNavigate();
  const names = useNames();
  const me = useMe().data;
  const { data: boxes, error, refetch } = useBoxes();
  const now = useNow(1000) + (boxes?.ahead ?? 0);
  const [closing, setClosing] = useState(false);
  const line = useLine(queue);
  const { asked, askAgain } = line;
  useEffect(() => {
    // What has left a line is gone from its first hundred at once, and from behind them after a while.
    if (!asked) return;
    const timer = setInterval(() => void askAgain(), 30_000);
    return () => clearInterval(timer);
  }, [asked, askAgain]);
  const queues = Object.keys(boxes?.waiting ?? {});
  const shown =
    boxes === undefined
      ? []
      : BOXES.map((box) => ({ box, rows: inBox(boxes, box, queue, now, line.behind) })).filter(({ rows }) => rows.length > 0);

  return (
    <nav className="inbox" aria-label={words.inbox}>
      {queues.length > 1 && (
        <label className="inbox-filter">
          <span className="unseen">{words.filterQueue}</span>
          <select
            value={queue ?? ''}
            onChange={(event) =>
              void navigate({ to: '.', search: event.target.value === '' ? {} : { queue: event.target.value } })
            }
          >
            <option value="">{words.allQueues}</option>
            {queues.map((one) => (
              <option key={one} value={one}>
                {names.queue(one)}
              </option>
            ))}
          </select>
        </label>
      )}
      {error !== null && (
        <div className="inbox-note" role="alert">
          <p>{told(words, error)}</p>
          <button type="button" className="button" onClick={() => void refetch()}>
            {words.retry}
          </button>
        </div>
      )}
      {boxes === undefined && error === null && (
        <div className="skeleton" role="status" aria-label={words.loading}>
          <i />
          <i />
          <i />
        </div>
      )}
      {me && !me.agent && <p className="inbox-note">{words.notAnAgent}</p>}
      {boxes !== undefined && shown.length === 0 && me?.agent && (
        <div className="inbox-note">
          <p className="headline">{words.inboxEmpty}</p>
          <p className="quiet">{me.agent.presence === 'on_queue' ? words.inboxEmptyOnQueue : words.inboxEmptyOffQueue}</p>
          {me.agent.presence !== 'on_queue' && (
            <button
              type="button"
              className="button primary"
              disabled={presence.wanted !== undefined}
              onClick={() => void presence.change(me.id, 'on_queue')}
            >
              {words.goOnQueue}
            </button>
          )}
        </div>
      )}
      {shown.map(({ box, rows }) => (
        <section key={box} className="box" data-box={box}>
          <h2>
            {words.boxes[box]}{' '}
            <span className="count">
              {rows.length}
              {box === 'waiting' && boxes !== undefined && hasMore(boxes, queue) && !line.ended && '+'}
            </span>
            {(box === 'with' || box === 'wrap_up') && rows.length > 1 && (
              <button type="button" className="link bulk" onClick={() => setClosing(true)}>
                {words.bulkOpen}
              </button>
            )}
          </h2>
          <ul>
            {rows.map((one) => (
              <InboxRow
                key={one.id}
                box={box}
                conversation={one}
                open={one.id === open}
                now={now}
                me={me?.id ?? ''}
                queue={queues.length > 1 ? names.queue(one.needs.queue) : undefined}
              />
            ))}
          </ul>
          {box === 'waiting' && boxes !== undefined && hasMore(boxes, queue) && !line.ended && <More line={line} />}
        </section>
      ))}
      {closing && boxes !== undefined && (
        <BulkCloseDialog
          conversations={(['with', 'wrap_up'] as const).flatMap((box) => inBox(boxes, box, queue, now))}
          onClose={() => setClosing(false)}
        />
      )}
    </nav>
  );
}

/** The end of what was read of a line: it goes on by itself once it is in sight, or when it is pressed. */
function More({ line }: { line: ReturnType<typeof useLine> }) {
  const words = useWords();
  const end = useRef<HTMLButtonElement>(null);
  const { asking, askMore } = line;
  const count = line.behind.length;
  useEffect(() => {
    if (end.current === null || asking) return;
    // Watched anew after each page: an end that stays in sight asks again.
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && void askMore(), { rootMargin: '600px' });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [asking, askMore, count]);
  return (
    <button ref={end} type="button" className="link more" disabled={asking} onClick={() => void askMore()}>
      {asking ? words.loading : words.more}
    </button>
  );
}
