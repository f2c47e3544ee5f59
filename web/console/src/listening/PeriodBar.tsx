import { useState } from 'react';
import { frameOf, type Frame } from './queries';
import { BUCKETS, PERIODS, type View } from './view';
import { useListeningWords } from './words';

type Given = { view: View; frame: Frame; workspaceZone: string; change: (view: View) => void };

/** Zones offered first; every other one of the browser comes after them. */
const NEAR = ['UTC', 'Asia/Seoul', 'Asia/Tokyo', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Los_Angeles'];
const ZONES = [...new Set([...NEAR, ...Intl.supportedValuesOf('timeZone')])];

/** Which days, in which steps, of which zone. */
export function PeriodBar({ view, frame, workspaceZone, change }: Given) {
  const words = useListeningWords();
  const own = view.period.includes('..');
  const [choosing, setChoosing] = useState(own);
  const days = (from: string, to: string) => {
    if (from !== '' && to !== '') change({ ...view, period: `${from}..${to}` });
  };
  return (
    <div className="period-bar">
      <label>
        <span>{words.period}</span>
        <select
          value={own || choosing ? 'own' : view.period}
          onChange={(event) => {
            setChoosing(event.target.value === 'own');
            if (event.target.value === 'own') days(frame.from, frame.to);
            else change({ ...view, period: event.target.value });
          }}
        >
          {PERIODS.map((period) => (
            <option key={period} value={period}>
              {words.periods[period]}
            </option>
          ))}
          <option value="own">{words.periods.own}</option>
        </select>
      </label>
      {(own || choosing) && (
        <>
          <label>
            <span>{words.from}</span>
            <input type="date" value={frame.from} max={frame.to} onChange={(event) => days(event.target.value, frame.to)} />
          </label>
          <label>
            <span>{words.to}</span>
            <input type="date" value={frame.to} min={frame.from} onChange={(event) => days(frame.from, event.target.value)} />
          </label>
        </>
      )}
      <label>
        <span>{words.bucket}</span>
        <select
          value={view.bucket ?? ''}
          onChange={(event) => change({ ...view, bucket: BUCKETS.find((one) => one === event.target.value) })}
        >
          <option value="">
            {words.buckets.auto}: {words.buckets[frameOf({ ...view, bucket: undefined }, frame.zone, Date.now()).bucket]}
          </option>
          {BUCKETS.map((bucket) => (
            <option key={bucket} value={bucket}>
              {words.buckets[bucket]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{words.zone}</span>
        <select
          value={view.zone ?? ''}
          onChange={(event) => change({ ...view, zone: event.target.value === '' ? undefined : event.target.value })}
        >
          <option value="">{words.workspaceZone(workspaceZone)}</option>
          {ZONES.map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
