import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { opaque, read, type Shape } from '../api/client';
import { told } from '../desk/useMoves';
import { useNames } from '../desk/useNames';
import { momentIn } from '../listening/numbers';
import { useWorkspace } from '../listening/queries';
import { useStack } from '../stack';
import { Bars } from '../ui/Bars';
import { Highlighted } from '../ui/Highlighted';
import { date, duration, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { Lint } from './Lint';
import { type Busy, type Change, everyDay, joined, type Named, type Report, type Sample } from './report';
import { type TryoutWords, useTryoutWords } from './words';
import '../styles/tryout.css';
import '../styles/bars.css';

const PERIODS = [7, 28, 90] as const;
const DAY = 86_400_000;
/** Of each list of posts, so many are read out. */
const READ_OUT = 5;

/** A topic or an escalation rule as it is stored, with its kind. */
export type Draft = { draft: 'topic' | 'escalation' } & Record<string, unknown>;

/** A draft tried on what is stored, before it is saved (ADV-01), and looked at beside the other rules (ADV-08). */
export function Backtest({ draft }: { draft: Draft }) {
  const { words: common, locale } = useSpoken();
  const words = useTryoutWords();
  const { api } = useStack();
  const [days, setDays] = useState<(typeof PERIODS)[number]>(7);
  const [report, setReport] = useState<Report | undefined>();
  const [problem, setProblem] = useState<unknown>();
  const [state, setState] = useState<'idle' | 'running' | 'done' | 'stopped'>('idle');
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
      } while (cursor !== undefined && !stop.current);
    } catch (failure) {
      setProblem(failure);
    }
    setState(cursor === undefined ? 'done' : 'stopped');
  };

  return (
    <section className="backtest" aria-label={words.backtest} data-state={state}>
      <h3>{words.backtest}</h3>
      <p className="quiet small">
        {words.backtestAbout} {draft.draft === 'topic' && words.topicAbout}
      </p>
      <Lint draft={draft} />
      <div className="backtest-tools">
        <select
          aria-label={words.period}
          value={days}
          onChange={(event) => setDays(PERIODS.find((one) => String(one) === event.target.value) ?? 7)}
        >
          {PERIODS.map((one) => (
            <option key={one} value={one}>
              {words.periods[one]}
            </option>
          ))}
        </select>
        {state === 'running' ? (
          <button type="button" className="button" onClick={() => (stop.current = true)}>
            {words.stop}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => void run()}>
            {state === 'idle' ? words.run : words.again}
          </button>
        )}
        <span role="status" className="quiet small">
          {state === 'running' && words.running(number(locale, report?.items ?? 0))}
        </span>
      </div>
      {problem !== undefined && (
        <p role="alert" className="form-problem">
          {told(common, problem)}
        </p>
      )}
      {state === 'stopped' && problem === undefined && <p className="form-note">{words.incomplete}</p>}
      {report !== undefined && tried !== written && <p className="form-note">{words.outdated}</p>}
      {report !== undefined && state !== 'running' && <Outcome report={report} draft={draft} words={words} />}
    </section>
  );
}

function Outcome({ report, draft, words }: { report: Report; draft: Draft; words: TryoutWords }) {
  const { locale } = useSpoken();
  if (report.items === 0) return <p className="quiet">{words.nothing}</p>;
  const days = everyDay(report);
  const most = Math.max(0, ...days.map(({ change }) => Math.max(change.draft, change.current)));
  const isRule = draft.draft === 'escalation';
  const facts: [string, string, string?][] = [
    [words.lookedAt, number(locale, report.items)],
    [words.draft, number(locale, report.draft)],
    [words.current, number(locale, report.current)],
    [words.gained, `+${number(locale, report.gained.count)}`],
    [words.missed, `−${number(locale, report.missed.count)}`],
    [words.alone, number(locale, report.alone), isRule ? words.aloneRule : words.aloneTopic],
    ...(isRule ? ([[words.escalated, instead(report.escalated, locale, words)]] as [string, string][]) : []),
    [words.cost, money(report.cost, locale, words), words.costModelled],
  ];
  return (
    <div className="backtest-report">
      <dl className="figure-row">
        {facts.map(([name, value, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {more !== undefined && <span className="quiet small figure-note">{more}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <h4>{words.perDay}</h4>
      <Bars
        label={words.perDayAbout(number(locale, most))}
        tableLabel={words.asTable}
        placeLabel={words.day}
        places={days.map(({ day }) => date(locale, `${day}T12:00:00Z`))}
        series={[
          { key: 'current', name: words.current, values: days.map(({ change }) => change.current) },
          { key: 'draft', name: words.draft, values: days.map(({ change }) => change.draft) },
        ]}
      />
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
