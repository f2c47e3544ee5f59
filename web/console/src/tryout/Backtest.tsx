import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { opaque, read, type Shape } from '../api/client';
import { useNames } from '../desk/useNames';
import { momentIn } from '../listening/numbers';
import { useWorkspace } from '../listening/queries';
import { useStack } from '../stack';
import { Highlighted } from '../ui/Highlighted';
import { duration, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Draft } from './draft';
import { Lint } from './Lint';
import { type Busy, type Change, everyDay, joined, type Named, type Report, type Sample } from './report';
import { type Fact, Facts, type Period, PerDay, Trial, type TrialState } from './Trial';
import { type TryoutWords, useTryoutWords } from './words';

const DAY = 86_400_000;
/** Of each list of posts, so many are read out. */
const READ_OUT = 5;

/**
 * A draft tried on what is stored, before it is saved (ADV-01), and looked at beside the other rules (ADV-08). `onTried` is told when
 * a save may rest on it.
 */
export function Backtest({ draft, onTried }: { draft: Draft; onTried: () => void }) {
  const { locale } = useSpoken();
  const words = useTryoutWords();
  const { api } = useStack();
  const [days, setDays] = useState<Period>(7);
  const [report, setReport] = useState<Report | undefined>();
  const [problem, setProblem] = useState<unknown>();
  const [state, setState] = useState<TrialState>('idle');
  const [tried, setTried] = useState('');
  const stop = useRef(false);
  const written = JSON.stringify(draft);

  const run = async () => {
    stop.current = false;
    setState('running');
    setProblem(undefined);
    setReport(undefined);
    setTried(written);
    const to = new Date();
    const period = { from: new Date(to.getTime() - days * DAY).toISOString(), to: to.toISOString() };
    let all: Report | undefined;
    let cursor: string | undefined;
    try {
      do {
        const body: Shape['BacktestBody'] = { draft: opaque(draft), ...period, ...(cursor === undefined ? {} : { cursor }) };
        const page: Shape['BacktestView'] = await read(api.POST('/v1/backtests', { body }));
        // The description calls it an object; its fields are those of `Report`.
        const found = page.report as unknown as Report;
        all = all === undefined ? found : joined(all, found);
        setReport(all);
        cursor = page.next ?? undefined;
        if (page.counts) onTried();
      } while (cursor !== undefined && !stop.current);
    } catch (failure) {
      setProblem(failure);
    }
    setState(cursor === undefined ? 'done' : 'stopped');
  };

  return (
    <Trial
      about={draft.draft === 'topic' ? `${words.backtestAbout} ${words.topicAbout}` : words.backtestAbout}
      state={state}
      days={days}
      setDays={setDays}
      run={() => void run()}
      stop={() => (stop.current = true)}
      running={words.running(number(locale, report?.items ?? 0))}
      problem={problem}
      outdated={report !== undefined && tried !== written}
      before={<Lint draft={draft} />}
    >
      {report !== undefined && state !== 'running' && <Outcome report={report} draft={draft} words={words} />}
    </Trial>
  );
}

function Outcome({ report, draft, words }: { report: Report; draft: Draft; words: TryoutWords }) {
  const { locale } = useSpoken();
  if (report.items === 0) return <p className="quiet">{words.nothing}</p>;
  const isRule = draft.draft === 'escalation';
  const facts: Fact[] = [
    { key: 'looked', name: words.lookedAt, value: number(locale, report.items) },
    { key: 'draft', name: words.draft, value: number(locale, report.draft) },
    { key: 'current', name: words.current, value: number(locale, report.current) },
    { key: 'gained', name: words.gained, value: `+${number(locale, report.gained.count)}` },
    { key: 'missed', name: words.missed, value: `−${number(locale, report.missed.count)}` },
    {
      key: 'alone',
      name: words.alone,
      value: number(locale, report.alone),
      more: isRule ? words.aloneRule : words.aloneTopic,
    },
    ...(isRule ? [{ key: 'escalated', name: words.escalated, value: instead(report.escalated, locale, words) }] : []),
    { key: 'cost', name: words.cost, value: money(report.cost, locale, words), more: words.costModelled },
  ];
  return (
    <div className="backtest-report">
      <Facts facts={facts} />
      <PerDay days={everyDay(report)} about={words.perDayAbout} />
      {Object.keys(report.queues).length > 0 && <Load queues={report.queues} words={words} />}
      <Posts title={words.gainedPosts} sample={report.gained} words={words} which="gained" />
      <Posts title={words.missedPosts} sample={report.missed} words={words} which="missed" />
    </div>
  );
}

function instead({ draft, current }: Change, locale: string, words: TryoutWords): string {
  return words.instead(number(locale, draft), number(locale, current));
}

function money(millionths: number, locale: string, words: TryoutWords): string {
  if (millionths === 0) return words.costNone;
  const small = Math.abs(millionths) < 10_000;
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    signDisplay: 'always',
    maximumFractionDigits: small ? 6 : 2,
  });
  return words.costOf(format.format(millionths / 1e6));
}

function Load({ queues, words }: { queues: Readonly<Record<string, Busy>>; words: TryoutWords }) {
  const { locale } = useSpoken();
  const names = useNames();
  const time = ({ draft, current }: Change) =>
    words.instead(duration(locale, draft * 60_000), duration(locale, current * 60_000));
  return (
    <>
      <h4>{words.busy}</h4>
      <div className="rows" tabIndex={0} role="group" aria-label={words.busy}>
        <table className="mentions">
          <thead>
            <tr>
              <th scope="col">{words.queue}</th>
              <th scope="col">{words.items}</th>
              <th scope="col">{words.hours}</th>
              <th scope="col">{words.peak}</th>
              <th scope="col">{words.agents}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(queues).map(([queue, busy]) => (
              <tr key={queue} data-queue={queue}>
                <th scope="row">{queue === '@own' ? words.ownQueue : names.queue(queue)}</th>
                <td>{instead(busy.items, locale, words)}</td>
                <td>{time(busy.minutes)}</td>
                <td>{instead(busy.peak_hour, locale, words)}</td>
                <td>{instead(busy.agents_at_peak, locale, words)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

type PostsGiven = { title: string; sample: Sample; words: TryoutWords; which: 'gained' | 'missed' };

function Posts({ title, sample, words, which }: PostsGiven) {
  const { locale } = useSpoken();
  const more = sample.count - Math.min(sample.count, READ_OUT);
  return (
    <section aria-label={title} data-sample={which} data-count={sample.count}>
      <h4>{title}</h4>
      {sample.count === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ul className="post-list">
          {sample.first.slice(0, READ_OUT).map((one) => (
            <Post key={one.id} named={one} />
          ))}
        </ul>
      )}
      {more > 0 && <p className="quiet small">{words.andMore(number(locale, more))}</p>}
    </section>
  );
}

function Post({ named }: { named: Named }) {
  const { words: common, locale } = useSpoken();
  const { api } = useStack();
  const zone = useWorkspace().data?.zone ?? 'UTC';
  const mention = useQuery({
    queryKey: ['mention', named.id],
    queryFn: () => read(api.GET('/v1/mentions/{id}', { params: { path: { id: named.id } } })),
    staleTime: 60_000,
  }).data;
  return (
    <li data-mention={named.id}>
      <Link to="/performance/workspace/social/mentions/$mention" params={{ mention: named.id }} className="small quiet post-time">
        <time dateTime={named.at}>{momentIn(locale, zone, named.at)}</time>
      </Link>
      <Highlighted
        text={mention === undefined ? common.loading : (mention.text ?? common.deleted)}
        stretches={[]}
        lang={mention?.language}
      />
    </li>
  );
}
