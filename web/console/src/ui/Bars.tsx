import { number } from '../words/formats';
import { useSpoken } from '../words/useWords';

/** Bars over time, small enough to need no chart engine; their numbers stand below as a table. */

export type BarSeries = { key: string; name: string; values: readonly number[] };

type Given = {
  label: string;
  /** What the numbers are called as a table. */
  tableLabel: string;
  /** The first column of that table. */
  placeLabel: string;
  places: readonly string[];
  /** A place that is marked: one of its bars is drawn in the colour of alarm. */
  marked?: (place: number) => boolean;
  series: readonly BarSeries[];
};

const [WIDTH, HEIGHT] = [640, 120];

export function Bars({ label, tableLabel, placeLabel, places, marked, series }: Given) {
  const { locale } = useSpoken();
  const most = Math.max(1, ...series.flatMap((one) => one.values));
  const slot = WIDTH / Math.max(1, places.length);
  const wide = Math.max(1, (slot * 0.78) / Math.max(1, series.length));
  return (
    <figure className="bars">
      <div className="bars-scale" aria-hidden="true">
        <span>{number(locale, most)}</span>
        <span>0</span>
      </div>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <line x1="0" x2={WIDTH} y1="0.5" y2="0.5" className="bars-line" />
        <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className="bars-line" />
        <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="bars-line" />
        {series.flatMap((one, index) =>
          one.values.map((value, place) => {
            const tall = (value / most) * (HEIGHT - 2);
            return (
              <rect
                key={`${one.key} ${place}`}
                className="bar"
                data-series={index}
                data-marked={marked?.(place) === true}
                x={slot * place + slot * 0.11 + wide * index}
                y={HEIGHT - tall}
                width={wide}
                height={tall}
              />
            );
          }),
        )}
      </svg>
      <div className="bars-ends" aria-hidden="true">
        <span>{places[0]}</span>
        <span>{places.at(-1)}</span>
      </div>
      {series.length > 1 && (
        <ul className="bars-legend" aria-hidden="true">
          {series.map((one, index) => (
            <li key={one.key}>
              <i data-series={index} />
              {one.name}
            </li>
          ))}
        </ul>
      )}
      <details className="twin-frame">
        <summary>{tableLabel}</summary>
        <div className="twin" tabIndex={0} role="group" aria-label={label}>
          <table>
            <thead>
              <tr>
                <th scope="col">{placeLabel}</th>
                {series.map((one) => (
                  <th key={one.key} scope="col">
                    {one.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {places.map((name, place) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {series.map((one) => (
                    <td key={one.key}>{number(locale, one.values[place] ?? 0)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
