import { useState } from 'react';
import { useAlertWords } from '../alerts/words';
import { read, type Shape } from '../api/client';
import { told } from '../desk/useMoves';
import { momentIn } from '../listening/numbers';
import { useStack } from '../stack';
import { Bars } from '../ui/Bars';
import { PLATFORMS } from '../ui/Person';
import { date, duration, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { alertDays, type AlertReport, missedOf, tried, type WouldRaise } from './alert';
import { type TryoutWords, useTryoutWords } from './words';
import '../styles/tryout.css';
import '../styles/bars.css';

const PERIODS = [7, 28, 90] as const;
const DAY = 86_400_000;

type Given = {
  /** The short name: a saved rule of this name is what the draft is compared with. */
  id: string;
  rule: Shape['AlertRuleBody'];
};

/** A draft of an alert rule tried on what the counters say of the past: what it would have told, and when (ADV-01). */
export function AlertBacktest({ id, rule }: Given) {
  const { words: common } = useSpoken();
  const words = useTryoutWords();
  const { api } = useStack();
  const [days, setDays] = useState<(typeof PERIODS)[number]>(28);
  const [report, setReport] = useState<AlertReport | undefined>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState('');
  const draft = tried(rule);
  const written = JSON.stringify(draft);

  const run = async () => {
    setBusy(true);
    setProblem(undefined);
    setReport(undefined);
    setAsked(written);
    try {
      const from = new Date(Date.now() - days * DAY).toISOString();
      const params = { path: { id: id === '' ? 'draft' : id } };
      setReport(await read(api.POST('/v1/alert-rules/{id}/backtest', { params, body: { rule: draft, from } })));
    } catch (failure) {
      setProblem(failure);
    }
    setBusy(false);
  };
  const state = busy ? 'running' : problem !== undefined ? 'failed' : report !== undefined ? 'done' : 'idle';
  return (
    <section className="backtest" aria-label={words.backtest} data-state={state}>
      <h3>{words.backtest}</h3>
      <p className="quiet small">{words.alertAbout}</p>
      <div className="backtest-tools">
        <select
          aria-label={words.period}
          value={days}
          onChange={(event) => setDays(PERIODS.find((one) => String(one) === event.target.value) ?? 28)}
        >
          {PERIODS.map((one) => (
            <option key={one} value={one}>
              {words.periods[one]}
            </option>
          ))}
        </select>
        <button type="button" className="button" disabled={busy || rule.topic === ''} onClick={() => void run()}>
          {state === 'idle' ? words.run : words.again}
        </button>
        <span role="status" className="quiet small">
          {busy && words.asking}
        </span>
      </div>
      {problem !== undefined && (
        <p role="alert" className="form-problem">
          {told(common, problem)}
        </p>
      )}
      {report !== undefined && asked !== written && <p className="form-note">{words.outdated}</p>}
      {report !== undefined && <Outcome report={report} zone={rule.zone} words={words} />}
    </section>
  );
}

function Outcome({ report, zone, words }: { report: AlertReport; zone: string; words: TryoutWords }) {
  const { locale } = useSpoken();
  if (report.hours === 0) return <p className="quiet">{words.alertNothing}</p>;
  const both = ({ draft, current }: Shape['WithAndWithoutView']) => words.instead(number(locale, draft), number(locale, current));
  const facts: [string, string, string][] = [
    ['alerts', words.alerts, both(report.alerts)],
    ['notifications', words.notifications, both(report.notifications)],
    ['gained', words.gained, `+${number(locale, report.gained)}`],
    ['missed', words.missed, `−${number(locale, report.missed)}`],
    ['hours', words.hoursRead, number(locale, report.hours)],
  ];
  const days = alertDays(report);
  const most = Math.max(0, ...days.map(({ change }) => Math.max(change.draft, change.current)));
  return (
    <div className="backtest-report">
      <dl className="figure-row">
        {facts.map(([name, label, value]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd data-figure={name}>{value}</dd>
          </div>
        ))}
      </dl>
      <h4>{words.perDay}</h4>
      <Bars
        label={words.alertsPerDay(number(locale, most))}
        tableLabel={words.asTable}
        placeLabel={words.day}
        places={days.map(({ day }) => date(locale, `${day}T12:00:00Z`))}
        series={[
          { key: 'current', name: words.current, values: days.map(({ change }) => change.current) },
          { key: 'draft', name: words.draft, values: days.map(({ change }) => change.draft) },
        ]}
      />
      <Alerts which="draft" title={words.wouldTell} alerts={report.draft} all={report.alerts.draft} zone={zone} />
      <Alerts which="missed" title={words.wouldNotTell} alerts={missedOf(report)} all={report.missed} zone={zone} />
    </div>
  );
}

type AlertsGiven = { which: 'draft' | 'missed'; title: string; alerts: readonly WouldRaise[]; all: number; zone: string };

/** Alerts in order of time; the API lists the first two hundred of each rule. */
function Alerts({ which, title, alerts, all, zone }: AlertsGiven) {
  const { locale, words: common } = useSpoken();
  const words = useTryoutWords();
  const { classes } = useAlertWords();
  const more = all - alerts.length;
  return (
    <section aria-label={title} data-alerts={which} data-count={all}>
      <h4>{title}</h4>
      {all === 0 && <p className="quiet">{words.none}</p>}
      {alerts.length > 0 && (
        <div className="rows" tabIndex={0} role="group" aria-label={title}>
          <table className="mentions">
            <thead>
              <tr>
                <th scope="col">{words.began}</th>
                <th scope="col">{words.lasted}</th>
                <th scope="col">{words.counted}</th>
                <th scope="col">{words.expected}</th>
                <th scope="col">{words.height}</th>
                <th scope="col">{words.notifications}</th>
                {which === 'draft' && <th scope="col">{words.savedToo}</th>}
              </tr>
            </thead>
            <tbody>
              {alerts.map((one) => (
                <tr key={`${one.began} ${one.platform ?? ''}`}>
                  <th scope="row">
                    <time dateTime={one.began}>{momentIn(locale, zone, one.began)}</time>
                    {one.platform != null && <span className="quiet"> {PLATFORMS[one.platform]}</span>}
                    {one.class != null && <span className="chip">{classes[one.class]}</span>}
                  </th>
                  <td>{one.ended == null ? words.stillOpen : duration(locale, Date.parse(one.ended) - Date.parse(one.began))}</td>
                  <td>{number(locale, one.observed)}</td>
                  <td>{number(locale, Math.round(one.expected * 10) / 10)}</td>
                  <td>{number(locale, one.peak)}</td>
                  <td>{number(locale, one.told)}</td>
                  {which === 'draft' && <td>{one.also ? common.yes : common.no}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more > 0 && <p className="quiet small">{words.andMore(number(locale, more))}</p>}
    </section>
  );
}
