import { Link } from '@tanstack/react-router';
import { memo, useEffect, useRef } from 'react';
import { Person, PLATFORMS } from '../ui/Person';
import { age, duration } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Box, Conversation } from './boxes';
import { hasDraft } from './drafts';

type Given = { box: Box; conversation: Conversation; open: boolean; now: number; me: string; queue: string | undefined };

/** One conversation in the inbox. It is drawn anew only when what it shows has changed. */
export const InboxRow = memo(
  Row,
  (before, after) =>
    before.conversation === after.conversation &&
    before.open === after.open &&
    before.box === after.box &&
    before.queue === after.queue &&
    stamp(before) === stamp(after),
);

/** Time as coarse as the row shows it. Rows take turns, so that a long inbox is never drawn anew all at once. */
function stamp({ box, now, conversation: { id } }: Given): number {
  if (box === 'offered') return Math.floor(now / 1000);
  const turn = (id.charCodeAt(id.length - 1) + 7 * id.charCodeAt(id.length - 2)) % 15;
  return Math.floor((now + 1000 * turn) / 15_000);
}

function Row({ box, conversation: one, open, now, me, queue }: Given) {
  const { words, locale } = useSpoken();
  const row = useRef<HTMLLIElement>(null);
  const name = one.customer.name ?? one.customer.id;
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const since = Date.parse(box === 'with' ? (one.last_customer_at ?? one.changed_at) : one.stage.since);
  const left = one.stage.until ? Date.parse(one.stage.until) - now : undefined;
  return (
    <li ref={row}>
      <Link
        to="/desk/$conversation"
        params={{ conversation: one.id }}
        search={true}
        className="row"
        aria-current={open ? 'page' : undefined}
      >
        <Person name={name} id={one.contact} />
        <span className="row-name" lang={one.language ?? undefined}>
          {name}
        </span>
        <span className="row-age">
          {box === 'offered' && left !== undefined ? <b>{duration(locale, left)}</b> : age(locale, now - since)}
        </span>
        <span className="row-preview" lang={one.language ?? undefined}>
          {hasDraft(me, one.id) && <em>{words.draft}: </em>}
          {one.preview === '' ? words.noWords : one.preview}
        </span>
        {one.unread > 0 && box !== 'waiting' && (
          <span className="badge" role="img" title={words.unread(one.unread)} aria-label={words.unread(one.unread)}>
            {one.unread}
          </span>
        )}
        <span className="row-facts">
          <span>{PLATFORMS[one.platform]}</span>
          <span className="mark" data-visibility={one.visibility}>
            {words[one.visibility]}
          </span>
          {one.sentiment !== 'unknown' && one.sentiment !== 'neutral' && (
            <span className="mood" data-sentiment={one.sentiment}>
              {words.sentiments[one.sentiment]}
            </span>
          )}
          {one.priority > 0 && (
            <span className="mood" data-sentiment="urgent" title={words.priority}>
              +{words.minutes(String(one.priority))}
            </span>
          )}
          {queue !== undefined && <span className="cut">{queue}</span>}
        </span>
      </Link>
    </li>
  );
}
