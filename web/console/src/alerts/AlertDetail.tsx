import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useAdminWords } from '../admin/words';
import { read } from '../api/client';
import { told } from '../desk/useMoves';
import { useNames } from '../desk/useNames';
import { useListeningNames } from '../listening/names';
import { bucketLabel, decimal, momentIn } from '../listening/numbers';
import { dayOf } from '../listening/view';
import { useStack } from '../stack';
import { Bars } from '../ui/Bars';
import { Highlighted } from '../ui/Highlighted';
import { useTelling } from '../ui/Notices';
import { duration, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { type Alert, type AlertRule, countedBy, heightOf, outline, stateOf, usualOf } from './alert';
import { useAlertPosts, useCause, useHours } from './queries';
import { type AlertWords, useAlertWords } from './words';

type Given = { alert: Alert; rule: AlertRule | undefined; zone: string; now: number };

/** One alert: how great, since when, who sees to it, and where it comes from. */
export function AlertDetail({ alert, rule, zone, now }: Given) {
  const { words: common, locale } = useSpoken();
  const words = useAlertWords();
  const { watchedFor } = useAdminWords();
  const names = useListeningNames();
  const people = useNames();
  const state = stateOf(alert);
  const { observed, expected } = heightOf(alert);
  const { last, closed_at: closed } = alert;
  const signed = (value: number | null | undefined) =>
    value == null ? common.none : `${value > 0 ? '+' : ''}${decimal(locale, value, 0)} %`;
  return (
    <article className="card alert-detail" aria-label={names('topic', alert.topic)}>
      <header className="card-head">
        <div>
          <h2>
            {names('topic', alert.topic)}
            {' · '}
            {alert.platform == null ? words.everywhere : names('platform', alert.platform)}
          </h2>
          <p>
            <span className="alert-state" data-state={state}>
              {words.states[state]}
            </span>{' '}
            {last.class != null && <span className="chip">{words.classes[last.class]}</span>}{' '}
            {outline(alert, rule, words, locale)}
          </p>
          {last.learning && <p className="quiet">{words.learning}</p>}
        </div>
        <SeeTo alert={alert} words={words} />
      </header>
      <dl className="figure-row">
        <Figure name={words.peak}>{number(locale, observed)}</Figure>
        <Figure name={words.usual}>{usualOf(expected, locale)}</Figure>
        {observed > 0 && expected >= 0.1 && (
          <Figure name={words.times}>{words.timesOf(decimal(locale, observed / expected, 1))}</Figure>
        )}
        {(last.net_before != null || last.net_after != null) && (
          <Figure name={words.net}>{words.netFrom(signed(last.net_before), signed(last.net_after))}</Figure>
        )}
        <Figure name={words.openedAt}>{momentIn(locale, zone, alert.opened_at)}</Figure>
        {closed != null && (
          <Figure name={words.closedAt}>
            {momentIn(locale, zone, closed)}{' '}
            <span className="quiet">{words.lasted(duration(locale, Date.parse(closed) - Date.parse(alert.opened_at)))}</span>
          </Figure>
        )}
        <Figure name={words.rule}>
          {rule === undefined ? (
            words.ruleGone(alert.rule)
          ) : (
            <Link to="/admin/$kind" params={{ kind: 'alert-rules' }} search={{ id: rule.id }}>
              {rule.name}
            </Link>
          )}
        </Figure>
        {rule !== undefined && <Figure name={words.watch}>{watchedFor[rule.watch.for]}</Figure>}
      </dl>
      <p className="quiet">
        {alert.acknowledged == null
          ? words.nobody
          : words.seen(people.agent(alert.acknowledged.by), momentIn(locale, zone, alert.acknowledged.at))}
      </p>
      <Hours alert={alert} rule={rule} zone={zone} now={now} />
      <Cause alert={alert} />
      <Posts alert={alert} rule={rule} zone={zone} now={now} />
      <section aria-label={words.history}>
        <h3>{words.history}</h3>
        <ol className="alert-steps">
          {alert.history.map((step) => (
            <li key={`${step.at} ${step.change}`} data-change={step.change}>
              <time dateTime={step.at}>{momentIn(locale, zone, step.at)}</time>
              <strong>{words.changes[step.change]}</strong>
              <span className="quiet">{words.observedOf(number(locale, step.observed), usualOf(step.expected, locale))}</span>
            </li>
          ))}
        </ol>
      </section>
    </article>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function SeeTo({ alert, words }: { alert: Alert; words: AlertWords }) {
  const { words: common } = useSpoken();
  const { api } = useStack();
  const client = useQueryClient();
  const { tell } = useTelling();
  const [busy, setBusy] = useState(false);
  if (alert.acknowledged != null) return null;
  const see = async () => {
    setBusy(true);
    try {
      await read(api.POST('/v1/alerts/{id}/acknowledge', { params: { path: { id: alert.id } } }));
      await client.invalidateQueries({ queryKey: ['alerts'] });
    } catch (failure) {
      tell(told(common, failure));
    }
    setBusy(false);
  };
  return (
    <button type="button" className="button primary" disabled={busy} onClick={() => void see()}>
      {words.seeTo}
    </button>
  );
}

function Hours({ alert, rule, zone, now }: Given) {
  const { locale } = useSpoken();
  const words = useAlertWords();
  const stats = useHours(alert, rule, zone, now).data;
  if (stats === undefined) return null;
  const values = stats.series[0]?.points.map((value) => value ?? 0) ?? [];
  const [since, closed] = [Date.parse(alert.since), alert.closed_at == null ? now : Date.parse(alert.closed_at)];
  const marked = (place: number) => {
    const bucket = stats.buckets[place];
    return bucket !== undefined && Date.parse(bucket.end) > since && Date.parse(bucket.start) <= closed;
  };
  return (
    <section aria-label={words.hours}>
      <h3>{words.hours}</h3>
      <Bars
        label={words.hoursAbout(number(locale, Math.max(0, ...values)))}
        tableLabel={words.asTable}
        placeLabel={words.hour}
        places={stats.buckets.map((bucket) => bucketLabel(locale, bucket.label))}
        marked={marked}
        series={[{ key: 'mentions', name: words.mentions, values }]}
      />
    </section>
  );
}

function Cause({ alert }: { alert: Alert }) {
  const { words: common, locale } = useSpoken();
  const words = useAlertWords();
  const names = useListeningNames();
  const cause = useCause(alert);
  const counts = (of: 'language' | 'platform', all: Readonly<Record<string, number>>) =>
    Object.entries(all)
      .sort((a, b) => b[1] - a[1])
      .map(([id, n]) => (
        <span key={id} className="chip">
          {names(of, id)} {number(locale, n)}
        </span>
      ));
  const { languages, platforms } = alert.last.cause;
  return (
    <section aria-label={words.cause} className="alert-cause">
      <h3>{words.cause}</h3>
      {cause.error !== null && (
        <p role="alert" className="form-problem">
          {told(common, cause.error)}
        </p>
      )}
      <div className="two">
        {Object.keys(languages).length > 0 && (
          <p>
            <span className="quiet">{words.languages}</span> {counts('language', languages)}
          </p>
        )}
        {Object.keys(platforms).length > 0 && (
          <p>
            <span className="quiet">{words.platforms}</span> {counts('platform', platforms)}
          </p>
        )}
      </div>
      {cause.data === undefined && cause.error === null && (
        <p role="status" className="quiet">
          {common.loading}
        </p>
      )}
      {cause.data !== undefined && (
        <div className="alert-causes">
          <div className="rows" tabIndex={0} role="group" aria-label={words.terms}>
            <h4>{words.terms}</h4>
            {cause.data.terms.length === 0 ? (
              <p className="quiet">{words.noTerms}</p>
            ) : (
              <>
                <table className="mentions terms">
                  <thead>
                    <tr>
                      <th scope="col">{words.term}</th>
                      <th scope="col">{words.said}</th>
                      <th scope="col">{words.before}</th>
                      <th scope="col">{words.growth}</th>
                      <th scope="col">{words.people}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {cause.data.terms.map((term) => (
                      <tr key={term.term}>
                        <th scope="row" dir="auto">
                          {term.term}
                        </th>
                        <td>{number(locale, term.count)}</td>
                        <td>{number(locale, term.before)}</td>
                        <td>{words.timesOf(decimal(locale, term.growth, 1))}</td>
                        <td>{number(locale, term.authors)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <p className="quiet small">
                  {words.termsAbout(number(locale, cause.data.read), number(locale, cause.data.compared_with))}
                </p>
              </>
            )}
          </div>
          <div>
            <h4>{words.authors}</h4>
            {cause.data.authors.length === 0 ? (
              <p className="quiet">{words.noAuthors}</p>
            ) : (
              <ul className="loud">
                {cause.data.authors.map((one) => (
                  <li key={`${one.platform} ${one.author.id}`}>
                    <span className="cut" dir="auto">
                      {one.author.name ?? one.author.id}
                    </span>
                    <span className="quiet">{names('platform', one.platform)}</span>
                    <span>{words.mentionsOf(one.mentions)}</span>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </div>
      )}
    </section>
  );
}

function Posts({ alert, rule, zone, now }: Given) {
  const { locale } = useSpoken();
  const words = useAlertWords();
  const names = useListeningNames();
  const posts = useAlertPosts(alert, rule).data?.items;
  const last = dayOf(alert.closed_at == null ? now : Date.parse(alert.closed_at), zone);
  const period = `${dayOf(Date.parse(alert.since), zone)}..${last}`;
  const filters = Object.fromEntries(Object.entries(countedBy(alert, rule)).map(([name, values]) => [name, values.join(',')]));
  return (
    <section aria-label={words.posts}>
      <h3>{words.posts}</h3>
      {posts?.length === 0 && <p className="quiet">{words.noPosts}</p>}
      <ul className="post-list">
        {posts?.map((post) => (
          <li key={post.id} data-mention={post.id}>
            <p className="quiet small">
              {names('platform', post.platform)} · <span dir="auto">{post.author?.name ?? post.author?.id ?? ''}</span> ·{' '}
              <Link to="/performance/workspace/social/mentions/$mention" params={{ mention: post.id }} className="post-time">
                <time dateTime={post.at}>{momentIn(locale, zone, post.at)}</time>
              </Link>
            </p>
            <Highlighted text={post.text ?? ''} stretches={[]} lang={post.language} />
          </li>
        ))}
      </ul>
      <Link to="/performance/workspace/social/listening" search={{ ...filters, period, show: 'posts' }} className="button small">
        {words.allPosts}
      </Link>
    </section>
  );
}
