import { useState } from 'react';
import { useAlertWords } from '../alerts/words';
import { read, type Shape } from '../api/client';
import { momentIn } from '../listening/numbers';
import { useStack } from '../stack';
import { PLATFORMS } from '../ui/Person';
import { duration, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { alertDays, type AlertReport, missedOf, tried, type WouldRaise } from './alert';
import { type Fact, Facts, type Period, PerDay, Trial, type TrialState } from './Trial';
import { type TryoutWords, useTryoutWords } from './words';

const DAY = 86_400_000;

type Given = {
  /** The short name: a saved rule of this name is what the draft is compared with. */
  id: string;
  rule: Shape['AlertRuleBody'];
  /** Is told when a save may rest on it. */
  onTried: () => void;
};

/** A draft of an alert rule tried on what the counters say of the past: what it would have told, and when (ADV-01). */
export function AlertBacktest({ id, rule, onTried }: Given) {
  const words = useTryoutWords();
  const { api } = useStack();
  const [days, setDays] = useState<Period>(28);
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
      const found = await read(api.POST('/v1/alert-rules/{id}/backtest', { params, body: { rule: draft, from } }));
      setReport(found);
      if (found.counts) onTried();
    } catch (failure) {
      setProblem(failure);
    }
    setBusy(false);
  };
  const state: TrialState = busy ? 'running' : problem !== undefined ? 'failed' : report !== undefined ? 'done' : 'idle';
  return (
    <Trial
      about={words.alertAbout}
      state={state}
      days={days}
      setDays={setDays}
      run={() => void run()}
      able={rule.topic !== ''}
      running={words.asking}
      problem={problem}
      outdated={report !== undefined && asked !== written}
    >
      {report !== undefined && <Outcome report={report} zone={rule.zone} words={words} />}
    </Trial>
  );
}

function Outcome({ report, zone, words }: { report: AlertReport; zone: string; words: TryoutWords }) {
  const { locale } = useSpoken();
  if (report.hours === 0) return <p className="quiet">{words.alertNothing}</p>;
  const both = ({ draft, current }: Shape['WithAndWithoutView']) => words.instead(number(locale, draft), number(locale, current));
  const facts: Fact[] = [
    { key: 'alerts', name: words.alerts, value: both(report.alerts) },
    { key: 'notifications', name: words.notifications, value: both(report.notifications) },
    { key: 'gained', name: words.gained, value: `+${number(locale, report.gained)}` },
    { key: 'missed', name: words.missed, value: `−${number(locale, report.missed)}` },
    { key: 'hours', name: words.hoursRead, value: number(locale, report.hours) },
  ];
  return (
    <div className="backtest-report">
      <Facts facts={facts} />
      <PerDay days={alertDays(report)} about={words.alertsPerDay} />
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
