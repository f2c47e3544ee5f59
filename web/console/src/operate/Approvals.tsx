import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Shape } from '../api/client';
import type { Move } from '../api/commands';
import { useApprovals } from '../desk/queries';
import RefuseDialog from '../desk/RefuseDialog';
import { useMoves } from '../desk/useMoves';
import { useNames } from '../desk/useNames';
import { PLATFORMS } from '../ui/Person';
import { moment } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { Trouble } from './Parts';
import type { OperateWords } from './words';

/**
 * The answers that wait for approval, the oldest first: each with what a supervisor can say of it. Where nothing waits and no crisis is
 * `on`, there is nothing to see.
 */
export function Approvals({ on, words }: { on: boolean; words: OperateWords }) {
  const waiting = useApprovals();
  const section = useRef<HTMLElement>(null);
  // What was decided on goes, and the focus that was in it stays near.
  const done = () => section.current?.focus();
  if (!on && waiting.error === null && (waiting.data?.items ?? []).length === 0) return null;
  return (
    <section ref={section} tabIndex={-1} className="card operate-card approvals" aria-label={words.approvals}>
      <h2>{words.approvals}</h2>
      {waiting.error !== null && <Trouble problem={waiting.error} again={() => void waiting.refetch()} />}
      {waiting.data?.items.length === 0 && <p className="quiet">{words.noApprovals}</p>}
      {waiting.data !== undefined && waiting.data.items.length > 0 && (
        <ul>
          {waiting.data.items.map((one) => (
            <One key={one.message.id} one={one} done={done} words={words} />
          ))}
        </ul>
      )}
      {waiting.data?.next != null && <p className="quiet">{words.moreApprovals}</p>}
    </section>
  );
}

function One({ one, done, words }: { one: Shape['AwaitingView']; done: () => void; words: OperateWords }) {
  const { locale, words: common } = useSpoken();
  const names = useNames();
  const { conversation, message } = one;
  const { move, busy } = useMoves(conversation.id);
  const decide = async (wanted: Move) => {
    if (await move(wanted)) done();
  };
  const [asking, setAsking] = useState(false);
  const customer = conversation.customer.name ?? conversation.customer.id;
  return (
    <li data-message={message.id}>
      <p className="quiet small">
        {PLATFORMS[conversation.platform]}
        {' · '}
        {words.answerBy(names.agent(message.agent ?? ''), customer)}
        {' · '}
        <time dateTime={message.at}>{moment(locale, message.at)}</time>
      </p>
      <blockquote className="moderated" dir="auto">
        {message.text}
      </blockquote>
      {message.extra != null && <p className="small">{words.carriesMore}</p>}
      {one.customer_since && <p className="small customer-since">{words.customerSince}</p>}
      <div className="editor-foot">
        <button
          type="button"
          className="button primary"
          disabled={busy !== undefined}
          onClick={() => void decide({ move: 'approve', message: message.id })}
        >
          {common.approve}
        </button>
        <button type="button" className="button" disabled={busy !== undefined} onClick={() => setAsking(true)}>
          {common.refuse}
        </button>
        <Link to="/desk/$conversation" params={{ conversation: conversation.id }} search={{}}>
          {words.openThread}
        </Link>
      </div>
      {asking && (
        <RefuseDialog
          onClose={() => setAsking(false)}
          refuse={(reason) => void decide({ move: 'refuse', message: message.id, reason })}
        />
      )}
    </li>
  );
}
