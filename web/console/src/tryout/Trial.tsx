import type { ReactNode } from 'react';
import { told } from '../desk/useMoves';
import { Bars } from '../ui/Bars';
import { date, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { useTryoutWords } from './words';
import '../styles/tryout.css';
import '../styles/bars.css';

/** What trials of a draft on history have in common, whatever is tried: the period, the way to begin, trouble, and the report's head. */

const PERIODS = [7, 28, 90] as const;
export type Period = (typeof PERIODS)[number];

/** How far a trial has come. */
export type TrialState = 'idle' | 'running' | 'done' | 'stopped' | 'failed';

type Given = {
  about: string;
  state: TrialState;
  days: Period;
  setDays: (days: Period) => void;
  run: () => void;
  /** Whether there is something to try. */
  able?: boolean;
  /** Ends a trial that goes page by page; without it one waits for the only answer. */
  stop?: () => void;
  /** What is said while it runs. */
  running: string;
  problem: unknown;
  /** The draft is not the one that was tried any more. */
  outdated: boolean;
  /** What stands before the choice of the period. */
  before?: ReactNode;
  children: ReactNode;
};

export function Trial({
  about,
  state,
  days,
  setDays,
  run,
  able = true,
  stop,
  running,
  problem,
  outdated,
  before,
  children,
}: Given) {
  const { words: common } = useSpoken();
  const words = useTryoutWords();
  return (
    <section className="backtest" aria-label={words.backtest} data-state={state}>
      <h3>{words.backtest}</h3>
      <p className="quiet small">{about}</p>
      {before}
      <div className="backtest-tools">
        <select
          aria-label={words.period}
          value={days}
          onChange={(event) => setDays(PERIODS.find((one) => String(one) === event.target.value) ?? days)}
        >
          {PERIODS.map((one) => (
            <option key={one} value={one}>
              {words.periods[one]}
            </option>
          ))}
        </select>
        {state === 'running' && stop !== undefined ? (
          <button type="button" className="button" onClick={stop}>
            {words.stop}
          </button>
        ) : (
          <button type="button" className="button" data-run disabled={state === 'running' || !able} onClick={run}>
            {state === 'idle' ? words.run : words.again}
          </button>
        )}
        <span role="status" className="quiet small">
          {state === 'running' && running}
        </span>
      </div>
      {problem !== undefined && (
        <p role="alert" className="form-problem">
          {told(common, problem)}
        </p>
      )}
      {state === 'stopped' && problem === undefined && <p className="form-note">{words.incomplete}</p>}
      {outdated && <p className="form-note">{words.outdated}</p>}
      {children}
    </section>
  );
}

/** A figure of a report; `more` says what it does not say itself. */
export type Fact = { key: string; name: string; value: string; more?: string };

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="figure-row">
      {facts.map(({ key, name, value, more }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd data-figure={key}>
            {value}
            {more !== undefined && <span className="quiet small figure-note">{more}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the draft and the saved rule did on each day; `about` says in words what the bars show, of the highest one. */
export function PerDay({
  days,
  about,
}: {
  days: readonly { day: string; change: { draft: number; current: number } }[];
  about: (most: string) => string;
}) {
  const { locale } = useSpoken();
  const words = useTryoutWords();
  const most = Math.max(0, ...days.map(({ change }) => Math.max(change.draft, change.current)));
  return (
    <>
      <h4>{words.perDay}</h4>
      <Bars
        label={about(number(locale, most))}
        tableLabel={words.asTable}
        placeLabel={words.day}
        places={days.map(({ day }) => date(locale, `${day}T12:00:00Z`))}
        series={[
          { key: 'current', name: words.current, values: days.map(({ change }) => change.current) },
          { key: 'draft', name: words.draft, values: days.map(({ change }) => change.draft) },
        ]}
      />
    </>
  );
}
