import { useCallback, useMemo, useState } from 'react';
import { told } from '../desk/useMoves';
import { useSpoken } from '../words/useWords';
import { Chart, Swatch } from './Chart';
import { csv, download } from './csv';
import { FEW, type Figure, figureOf, isEmpty, withErrors } from './figure';
import type { ListeningNames } from './names';
import { bucketLabel, decimal, shown as written } from './numbers';
import { colourOf, type Colours, type Spot } from './options';
import { type Frame, useStats } from './queries';
import { TableTwin } from './TableTwin';
import { ALLOWED, isFiltered, KINDS, OVER_TIME, type Shown, type View } from './view';
import { useListeningWords } from './words';

type Given = {
  shown: Shown;
  view: View;
  frame: Frame;
  names: ListeningNames;
  colours: Colours;
  change: (shown: Shown) => void;
  open: (figure: Figure, spot: Spot) => void;
};

/** One chart with its switches, its legend and its table twin. */
export function ChartCard({ shown, view, frame, names, colours, change, open }: Given) {
  const { words: common, locale } = useSpoken();
  const words = useListeningWords();
  const { chart, kind, spread } = shown;
  const stats = useStats(chart, view, frame);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  // What a net sentiment is made of says how far chance may have moved it; usually another chart has asked for it already.
  const moods = useStats('sentiment_topic', view, frame, chart === 'net_sentiment');
  const figure = useMemo(() => {
    const plain = stats.data && figureOf(chart, stats.data);
    if (plain === undefined || chart !== 'net_sentiment' || moods.data === undefined || moods.isPlaceholderData) return plain;
    return withErrors(plain, moods.data);
  }, [chart, stats.data, moods.data, moods.isPlaceholderData]);
  const isComing = stats.error === null && (figure === undefined || (chart === 'net_sentiment' && moods.isPending));
  const [axisOf, lineOf] = [figure?.axis.of, figure?.of];
  const axisName = useCallback(
    (key: string) => {
      if (axisOf === 'time') return bucketLabel(locale, key);
      return axisOf === undefined || axisOf === 'all' || key === '' ? words.all : names(axisOf, key);
    },
    [axisOf, locale, names, words],
  );
  const lineName = useCallback((key: string) => (lineOf === undefined ? key : names(lineOf, key)), [lineOf, names]);
  const title = words.charts[chart];
  const toggle = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    setHidden(next);
  };
  const say = ({ line, point, place }: Spot) => {
    const where = place === '' || (axisOf === 'all' && figure !== undefined) ? '' : ` · ${axisName(place)}`;
    return `${lineName(line.key)}${where} · ${figure === undefined ? '' : written(locale, words, figure, point)}${point.few ? ` · ${words.few(FEW)}` : ''}`;
  };
  const save = () => {
    if (figure === undefined) return;
    const head = ['', ...figure.lines.map((line) => lineName(line.key))];
    const rows = figure.axis.keys.map((key, place) => [
      figure.axis.of === 'time' ? key : axisName(key),
      ...figure.lines.map((line) => String(line.points[place]?.value ?? '')),
    ]);
    const whole = [words.whole, ...figure.lines.map((line) => String(line.whole.value ?? ''))];
    download(`${chart}-${frame.from}-${frame.to}.csv`, csv([head, ...rows, ...(OVER_TIME.includes(chart) ? [whole] : [])]));
  };

  return (
    <section className="card" aria-label={title} data-chart={chart} data-kind={kind} aria-busy={isComing}>
      <header className="card-head">
        <div>
          <h2>{title}</h2>
          <p className="quiet">{words.hints[chart]}</p>
        </div>
        <div className="card-tools">
          {OVER_TIME.includes(chart) && (kind === 'line' || kind === 'bar') && (
            <label className="check">
              <input type="checkbox" checked={spread} onChange={(event) => change({ ...shown, spread: event.target.checked })} />
              {words.deviation}
            </label>
          )}
          <select
            aria-label={words.kindOf(title)}
            value={kind}
            onChange={(event) => change({ ...shown, kind: KINDS.find((one) => one === event.target.value) ?? kind })}
          >
            {ALLOWED[chart].map((one) => (
              <option key={one} value={one}>
                {words.kinds[one]}
              </option>
            ))}
          </select>
        </div>
      </header>
      {stats.error !== null && (
        <p role="alert" className="form-problem">
          {told(common, stats.error)}{' '}
          <button type="button" className="link" onClick={() => void stats.refetch()}>
            {common.retry}
          </button>
        </p>
      )}
      {figure === undefined && stats.error === null && (
        <div className="chart-wait" role="status" aria-label={common.loading}>
          <i />
        </div>
      )}
      {figure !== undefined && isEmpty(figure) && (
        <p className="chart-empty quiet">{isFiltered(view) ? words.nothingFiltered : words.nothing}</p>
      )}
      {figure !== undefined && !isEmpty(figure) && (
        <>
          {kind !== 'table' && (
            <>
              <Chart
                key={kind}
                figure={figure}
                kind={kind}
                spread={spread}
                hidden={hidden}
                colours={colours}
                label={`${title}. ${words.drillHint}`}
                axisName={axisName}
                lineName={lineName}
                say={say}
                open={(spot) => open(figure, spot)}
              />
              {figure.lines.length > 1 && (
                <ul className="legend">
                  {figure.lines.map((line) => (
                    <li key={line.key}>
                      <button type="button" aria-pressed={!hidden.has(line.key)} onClick={() => toggle(line.key)}>
                        <Swatch colour={colourOf(line, colours)} />
                        {lineName(line.key)}
                        {spread && line.mean !== null && line.deviation !== null && (
                          <span className="quiet">
                            {words.deviationShort(decimal(locale, line.mean, 1), decimal(locale, line.deviation, 3))}
                          </span>
                        )}
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </>
          )}
          <details className="twin-frame" open={kind === 'table' ? true : undefined}>
            <summary>{words.asTable}</summary>
            <TableTwin
              figure={figure}
              caption={title}
              axisName={axisName}
              lineName={lineName}
              open={(spot) => open(figure, spot)}
            />
            <button type="button" className="button small" onClick={save}>
              {words.exportCsv}
            </button>
          </details>
        </>
      )}
    </section>
  );
}
