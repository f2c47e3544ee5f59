import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAll } from '../admin/useSetting';
import { read } from '../api/client';
import { useStack } from '../stack';
import { Bars } from '../ui/Bars';
import { PLATFORMS } from '../ui/Person';
import { clock, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { Head, Trouble, Waiting } from './Parts';
import { useOperateWords } from './words';

/** The sample goes after so many days. */
const DAYS = 7;
const DAY = 86_400_000;

function days(now: number): string[] {
  return Array.from({ length: DAYS }, (_, before) => new Date(now - before * DAY).toISOString().slice(0, 10));
}

/** What matched no rule: how much, and a sample of what it said. */
export function NoisePage() {
  const words = useOperateWords();
  const { api } = useStack();
  const { locale } = useSpoken();
  const accounts = useAll('accounts');
  const [chosen, setAccount] = useState<string | undefined>();
  const account = chosen ?? accounts.data?.[0]?.id;
  const [day, setDay] = useState(() => days(Date.now())[0] ?? '');
  const query = { account: account ?? '', day };
  const enabled = account !== undefined;
  const noise = useQuery({
    queryKey: ['noise', account, day],
    queryFn: () => read(api.GET('/v1/stats/noise', { params: { query } })),
    enabled,
  });
  const sample = useQuery({
    queryKey: ['noise-sample', account, day],
    queryFn: () => read(api.GET('/v1/noise/sample', { params: { query } })),
    enabled,
  });
  const failed = [accounts, noise, sample].find((one) => one.error !== null);
  return (
    <div className="admin">
      <Head place="noise" words={words}>
        <div className="head-choice">
          <label className="month-field">
            <span>{words.connection}</span>
            <select value={account ?? ''} onChange={(event) => setAccount(event.target.value)}>
              {(accounts.data ?? []).map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name} ({PLATFORMS[one.platform]})
                </option>
              ))}
            </select>
          </label>
          <label className="month-field">
            <span>{words.ofDay}</span>
            <select value={day} onChange={(event) => setDay(event.target.value)}>
              {days(Date.now()).map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        </div>
      </Head>
      {failed !== undefined && <Trouble problem={failed.error} again={() => void failed.refetch()} />}
      {failed === undefined && (noise.data === undefined || sample.data === undefined) && <Waiting />}
      {noise.data !== undefined && (
        <section className="card noise" data-total={noise.data.total}>
          <h2>{words.noiseTotal(number(locale, noise.data.total))}</h2>
          {noise.data.total > 0 && (
            <Bars
              label={words.noiseByHour}
              tableLabel={words.noiseByHour}
              placeLabel={words.noiseHour}
              places={noise.data.hours.map((_, hour) => `${String(hour).padStart(2, '0')}:00`)}
              series={[{ key: 'noise', name: words.places.noise, values: noise.data.hours }]}
            />
          )}
        </section>
      )}
      {sample.data !== undefined && sample.data.items.length === 0 && (noise.data?.total ?? 0) > 0 && (
        <div className="empty-page card">
          <p className="headline">{words.noiseNone}</p>
          <Link to="/admin/$kind" params={{ kind: 'workspace' }} search={{}} className="button">
            {words.noiseWorkspace}
          </Link>
        </div>
      )}
      {sample.data !== undefined && sample.data.items.length > 0 && (
        <section className="card rows" tabIndex={0} aria-label={words.noiseSample(number(locale, sample.data.one_in))}>
          <h2>{words.noiseSample(number(locale, sample.data.one_in))}</h2>
          <ul className="noise-sample">
            {sample.data.items.map((one, index) => (
              <li key={index}>
                <time dateTime={one.at}>{clock(locale, one.at)}</time>
                <p className="mention-text" dir="auto">
                  {one.text}
                </p>
              </li>
            ))}
          </ul>
          <Link to="/admin/$kind" params={{ kind: 'topics' }} search={{}} className="link">
            {words.noiseToTopics}
          </Link>
        </section>
      )}
    </div>
  );
}
