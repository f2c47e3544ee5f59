import type { KeyboardEvent } from 'react';
import { useSpoken } from '../words/useWords';
import { FEW, type Figure, type Line, type Point } from './figure';
import { decimal, shown } from './numbers';
import type { Spot } from './options';
import { useListeningWords } from './words';

type Given = {
  figure: Figure;
  caption: string;
  axisName: (key: string) => string;
  lineName: (key: string) => string;
  open: (spot: Spot) => void;
};

/** The numbers of a chart: the same points, and the same way to what is behind them. */
export function TableTwin({ figure, caption, axisName, lineName, open }: Given) {
  const { locale } = useSpoken();
  const words = useListeningWords();
  const overTime = figure.axis.of === 'time';
  const spread = figure.lines.some((line) => line.deviation !== null);
  const cell = (line: Line, point: Point, place: string) => {
    const what = `${lineName(line.key)}, ${place === '' ? words.whole : axisName(place)}`;
    const text = shown(locale, words, figure, point);
    if (point.value === null) return <span className="quiet">{text}</span>;
    const go = () => open({ line, point, place });
    return (
      <button
        type="button"
        className="cell"
        aria-label={`${what}: ${text}${point.few ? `, ${words.few(FEW)}` : ''}`}
        data-value={point.value}
        data-rows={point.rows}
        data-few={point.few ? true : undefined}
        title={point.few ? words.few(FEW) : undefined}
        onClick={go}
        onContextMenu={(event) => {
          event.preventDefault();
          go();
        }}
      >
        {text}
      </button>
    );
  };
  return (
    <div className="twin" tabIndex={0} role="region" aria-label={`${caption}: ${words.kinds.table}`}>
      <table onKeyDown={moveBetweenCells}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <td />
            {figure.lines.map((line) => (
              <th key={line.key} scope="col">
                {lineName(line.key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figure.axis.keys.map((key, place) => (
            <tr key={key} data-key={key}>
              <th scope="row">{axisName(key)}</th>
              {figure.lines.map((line) => (
                <td key={line.key} data-line={line.key}>
                  {line.points[place] !== undefined && cell(line, line.points[place], key)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {/* Over topics a mention may count twice (D-03), so their sum is no figure. */}
        {(overTime || (figure.axis.of === 'platform' && figure.unit === 'count')) && (
          <tfoot>
            <tr data-key="whole">
              <th scope="row">{words.whole}</th>
              {figure.lines.map((line) => (
                <td key={line.key} data-line={line.key}>
                  {cell(line, line.whole, '')}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
        {spread && (
          <tbody>
            {(['mean', 'deviation'] as const).map((which) => (
              <tr key={which} data-key={which}>
                <th scope="row">{which === 'mean' ? words.mean : words.deviation}</th>
                {figure.lines.map((line) => {
                  const value = line[which];
                  return (
                    <td key={line.key} data-line={line.key} className="quiet">
                      {value === null ? words.noValue : decimal(locale, value, 3)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
}

/** Arrow keys go from cell to cell; the menu key opens one. */
function moveBetweenCells(event: KeyboardEvent<HTMLTableElement>) {
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    event.preventDefault();
    return (event.target as HTMLElement).closest('button')?.click();
  }
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  const here = (event.target as HTMLElement).closest('td');
  if (step === undefined || here === null) return;
  const rows = [...event.currentTarget.rows];
  let row = rows.indexOf(here.parentElement as HTMLTableRowElement);
  let column = here.cellIndex;
  event.preventDefault();
  // A gap has nothing to go to: the next one after it is meant.
  for (;;) {
    row += step[0] ?? 0;
    column += step[1] ?? 0;
    const cells = rows[row]?.cells;
    if (cells === undefined || cells[column] === undefined) return;
    const found = cells[column]?.querySelector('button');
    if (found != null) return found.focus();
  }
}
