import { Link } from '@tanstack/react-router';
import { PLATFORMS } from '../ui/Person';
import { date, moment, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Conversation } from './boxes';
import { byMonth, channels } from './journey';
import { useHistory } from './queries';
import type { Names } from './useNames';

/** All conversations of the person of this one on all channels, newest first, and this one as it is now (AGT-04). */
export function Journey({ current, names }: { current: Conversation; names: Names }) {
  const { words, locale } = useSpoken();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useHistory(current.contact);
  const all = data?.pages.flatMap((page) => page.items).map((one) => (one.id === current.id ? current : one)) ?? [];
  const month = (at: string) => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long' }).format(new Date(at));
  return (
    <>
      <h3>
        {words.journey} <span className="quiet">{words.journeyCount(all.length, hasNextPage)}</span>
      </h3>
      {all.length > 0 && (
        <ul className="channels" aria-label={words.journeyChannels}>
          {channels(all).map(({ platform, visibility, count }) => (
            <li key={`${platform} ${visibility}`} className="chip">
              {PLATFORMS[platform]} {words[visibility]} {number(locale, count)}
            </li>
          ))}
        </ul>
      )}
      {all.length === 1 && !hasNextPage && <p className="quiet history-empty">{words.noHistory}</p>}
      {byMonth(all).map(({ key, at, conversations }) => (
        <section key={key} className="journey">
          <h4>{month(at)}</h4>
          <ul className="history">
            {conversations.map((one) => (
              <Stop key={one.id} one={one} current={current.id} names={names} date={date(locale, one.opened_at)} />
            ))}
          </ul>
        </section>
      ))}
      {hasNextPage && (
        <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.journeyMore}
        </button>
      )}
    </>
  );
}

function Stop({ one, current, names, date: begun }: { one: Conversation; current: string; names: Names; date: string }) {
  const { words, locale } = useSpoken();
  const agent = one.stage.agent ?? one.last_agent;
  return (
    <li>
      <Link
        to="/desk/$conversation"
        params={{ conversation: one.id }}
        search={true}
        aria-current={one.id === current ? 'page' : undefined}
      >
        <span className="stop-head">
          <b>{PLATFORMS[one.platform]}</b>
          <span className="mark" data-visibility={one.visibility}>
            {words[one.visibility]}
          </span>
          {one.sentiment !== 'unknown' && one.sentiment !== 'neutral' && (
            <span className="mood" data-sentiment={one.sentiment}>
              {words.sentiments[one.sentiment]}
            </span>
          )}
        </span>
        <time dateTime={one.opened_at} title={moment(locale, one.opened_at)}>
          {begun}
        </time>
        <span className="cut quiet" lang={one.language ?? undefined}>
          {one.preview === '' ? words.noWords : one.preview}
        </span>
        <span className="quiet stop-facts">
          {[
            words.stages[one.stage.stage],
            one.stage.code ?? undefined,
            agent == null ? undefined : names.agent(agent),
            one.interaction.number > 1 ? words.journeyTimes(one.interaction.number) : undefined,
          ]
            .filter((part) => part !== undefined)
            .join(' · ')}
        </span>
      </Link>
    </li>
  );
}
