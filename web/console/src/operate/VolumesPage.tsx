import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { monthOf } from '../alerts/alert';
import { read, type Shape } from '../api/client';
import { useMe } from '../desk/queries';
import { useTopics } from '../listening/queries';
import { useStack } from '../stack';
import { number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { Head, MonthField, Trouble, Waiting } from './Parts';
import { stateOf, usedOf, type Volume } from './volume';
import { type OperateWords, useOperateWords } from './words';

/** So many topics are read at once. */
const AT_ONCE = 20;

/** How much each rule has caught in a month, beside what it may. */
export function VolumesPage() {
  const words = useOperateWords();
  const { api } = useStack();
  const role = useMe().data?.role;
  const topics = useTopics();
  const [month, setMonth] = useState(() => monthOf(Date.now()));
  const [most, setMost] = useState(AT_ONCE);
  const all = topics.data?.items ?? [];
  const shown = all.slice(0, most);
  const volumes = useQueries({
    queries: shown.map((topic) => ({
      queryKey: ['volumes', topic.id, month],
      queryFn: () => read(api.GET('/v1/stats/volumes', { params: { query: { topic: topic.id, month } } })),
      staleTime: 10_000,
    })),
  });
  const failed = volumes.find((one) => one.error !== null);
  return (
    <div className="admin">
      <Head place="volumes" words={words}>
        <MonthField month={month} change={setMonth} words={words} />
      </Head>
      {topics.error !== null && <Trouble problem={topics.error} again={() => void topics.refetch()} />}
      {failed !== undefined && <Trouble problem={failed.error} again={() => void failed.refetch()} />}
      {topics.data === undefined && topics.error === null && <Waiting />}
      {topics.data !== undefined && all.length === 0 && (
        <div className="empty-page card">
          <p className="headline">{words.noTopics}</p>
          <Link to="/admin/$kind" params={{ kind: 'topics' }} search={{}} className="button primary">
            {words.toTopics}
          </Link>
        </div>
      )}
      {all.length > 0 && (
        <>
          <section className="card rows" tabIndex={0} aria-label={words.places.volumes}>
            <table className="figures volumes">
              <thead>
                <tr>
                  <th scope="col">{words.rule}</th>
                  <th scope="col">{words.caught}</th>
                  <th scope="col">{words.cap}</th>
                  <th scope="col" className="used">
                    {words.used}
                  </th>
                  <th scope="col" className="state">
                    {words.state}
                  </th>
                </tr>
              </thead>
              {shown.map((topic, place) => (
                <TopicRows
                  key={topic.id}
                  topic={topic}
                  rules={volumes[place]?.data?.rules}
                  words={words}
                  may={role === 'admin'}
                />
              ))}
            </table>
          </section>
          <p className="quiet small">
            {words.nearNote} {words.countsTwice}
          </p>
        </>
      )}
      {all.length > most && (
        <button type="button" className="button" onClick={() => setMost(most + AT_ONCE)}>
          {words.moreTopics}
        </button>
      )}
    </div>
  );
}

type RowsGiven = {
  topic: Shape['Kept_TopicView'];
  rules: readonly Volume[] | undefined;
  words: OperateWords;
  may: boolean;
};

function TopicRows({ topic, rules, words, may }: RowsGiven) {
  const { locale, words: common } = useSpoken();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const state = (volume: Volume): string => {
    const now = stateOf(volume);
    if (now !== 'beyond') return words.states[now];
    const oneIn = topic.rules.find((one) => one.id === volume.rule)?.cap?.one_in;
    return oneIn == null ? words.states.paused : words.sampled(number(locale, oneIn));
  };
  return (
    <tbody data-topic={topic.id}>
      <tr className="topic-head">
        <th scope="rowgroup" colSpan={5}>
          <Link
            to="/admin/$kind"
            params={{ kind: 'topics' }}
            search={{ id: topic.id }}
            aria-label={may ? words.changeCap(topic.name) : topic.name}
          >
            {topic.name}
          </Link>
        </th>
      </tr>
      {rules === undefined && (
        <tr>
          <td colSpan={5} className="quiet none">
            {common.loading}
          </td>
        </tr>
      )}
      {rules?.length === 0 && (
        <tr>
          <td colSpan={5} className="quiet none">
            {words.noRules}
          </td>
        </tr>
      )}
      {rules?.map((volume) => {
        const used = usedOf(volume);
        return (
          <tr key={volume.rule} data-rule={volume.rule} data-state={stateOf(volume)}>
            <th scope="row">
              <code className="mono">{volume.rule}</code>
            </th>
            <td data-figure="caught">{number(locale, volume.caught)}</td>
            <td data-figure="cap" className={volume.per_month == null ? 'quiet' : undefined}>
              {volume.per_month == null ? words.noCap : number(locale, volume.per_month)}
            </td>
            <td className="used">
              {used === undefined ? (
                <span className="quiet">{common.none}</span>
              ) : (
                <>
                  <meter min={0} max={1} low={0.8} high={0.99} optimum={0} value={Math.min(1, used)} aria-hidden="true" />{' '}
                  {percent.format(used)}
                </>
              )}
            </td>
            <td className="state">{state(volume)}</td>
          </tr>
        );
      })}
    </tbody>
  );
}
