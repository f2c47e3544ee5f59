import { ALLOWED, CHARTS, COLUMNS, type View } from './view';
import { useListeningWords } from './words';

/** Which charts and columns are shown (LSN-15). */
export function ChoicePane({ view, change }: { view: View; change: (view: View) => void }) {
  const words = useListeningWords();
  return (
    <div className="filter-pane" role="group" aria-label={words.more}>
      <fieldset>
        <legend>{words.shownCharts}</legend>
        <div className="checks">
          {CHARTS.map((chart) => {
            const shown = view.charts.some((one) => one.chart === chart);
            const others = view.charts.filter((one) => one.chart !== chart);
            const added = [...others, { chart, kind: ALLOWED[chart][0] ?? 'bar', spread: false }];
            const ordered = CHARTS.flatMap((name) => added.find((one) => one.chart === name) ?? []);
            return (
              <label key={chart} className="check">
                <input
                  type="checkbox"
                  checked={shown}
                  value={chart}
                  onChange={() => change({ ...view, charts: shown ? others : ordered })}
                />
                {words.charts[chart]}
              </label>
            );
          })}
        </div>
      </fieldset>
      <fieldset>
        <legend>{words.shownColumns}</legend>
        <div className="checks">
          {COLUMNS.map((column) => {
            const shown = view.columns.includes(column);
            const next = shown
              ? view.columns.filter((one) => one !== column)
              : COLUMNS.filter((one) => one === column || view.columns.includes(one));
            return (
              <label key={column} className="check">
                {/* A table without columns says nothing: the last one stays. */}
                <input
                  type="checkbox"
                  checked={shown}
                  value={column}
                  disabled={shown && view.columns.length === 1}
                  onChange={() => change({ ...view, columns: next })}
                />
                {words.columns[column]}
              </label>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}
