import type { EChartsCoreOption } from 'echarts/core';
import { type Figure, type Line, type Point, slices } from './figure';
import type { Kind } from './view';

/** What ECharts is told to draw of a figure: pure. */

/** A place that was drawn: which line, and which of its points. `place` is that on the axis. */
export type Spot = { line: Line; point: Point; place: string };

/** Colours as the screen has them now. */
export type Colours = {
  ink: string;
  soft: string;
  rule: string;
  paper: string;
  series: readonly string[];
  sentiments: Readonly<Record<string, string>>;
};

export type Drawing = {
  option: EChartsCoreOption;
  /** What was drawn as this item of this series. */
  spot: (series: number, item: number) => Spot | undefined;
  /** Height in pixels. */
  height: number;
};

type Named = { axis: (key: string) => string; line: (line: Line) => string };
type Wanted = {
  kind: Exclude<Kind, 'table'>;
  spread: boolean;
  hidden: ReadonlySet<string>;
  colours: Colours;
  named: Named;
  font: string;
  /** Of the drawing, in pixels. */
  width: number;
};

const HEIGHT = 248;

export function colourOf(line: Line, colours: Colours): string {
  if (line.tone.of === 'sentiment') return colours.sentiments[line.tone.sentiment] ?? colours.soft;
  return colours.series[line.tone.index % colours.series.length] ?? colours.soft;
}

export function drawn(figure: Figure, wanted: Wanted): Drawing {
  return wanted.kind === 'pie' ? pies(figure, wanted) : axes(figure, wanted);
}

/** Bands of one and two standard deviations around the mean: two where one line is shown, else they would hide each other. */
function bands(line: Line, colour: string, figure: Figure, alone: boolean) {
  const { mean, deviation } = line;
  if (mean === null || deviation === null) return {};
  const least = figure.unit === 'count' ? 0 : -100;
  const band = (times: number) => [{ yAxis: Math.max(least, mean - times * deviation) }, { yAxis: mean + times * deviation }];
  return {
    markArea: { silent: true, itemStyle: { color: colour, opacity: 0.1 }, data: alone ? [band(1), band(2)] : [band(1)] },
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: colour, type: 'dashed', width: 1, opacity: 0.8 },
      data: [{ yAxis: mean }],
    },
  };
}

function axes(figure: Figure, { kind, spread, hidden, colours, named, font }: Wanted): Drawing {
  const lines = figure.lines.filter((line) => !hidden.has(line.key));
  const isLine = kind === 'line';
  const flat = figure.axis.of === 'all';
  const series = flat
    ? oneBarEach(lines, colours)
    : lines.map((line) => {
        const colour = colourOf(line, colours);
        return {
          type: isLine ? 'line' : 'bar',
          name: named.line(line),
          data: line.points.map((point) =>
            point.few ? { value: point.value, itemStyle: { color: colours.rule, borderColor: colours.soft } } : point.value,
          ),
          // A gap is a gap (D-06).
          connectNulls: false,
          symbol: 'circle',
          symbolSize: line.points.length > 60 ? 4 : 7,
          showSymbol: true,
          lineStyle: { width: 2, color: colour },
          itemStyle: { color: colour, ...(isLine ? {} : { borderRadius: kind === 'stacked' ? 0 : [3, 3, 0, 0] }) },
          barMaxWidth: 36,
          ...(kind === 'stacked' ? { stack: 'all' } : {}),
          emphasis: { focus: 'none', scale: 1.4 },
          ...(spread ? bands(line, colour, figure, lines.length === 1) : {}),
        };
      });
  // Behind the lines, and after them in number: what is drawn as which series stays as it is.
  const behind = isLine ? lines.flatMap((line) => errors(line, colourOf(line, colours))) : [];
  const text = { color: colours.soft, fontFamily: font, fontSize: 11 };
  const option = {
    animation: false,
    grid: { left: 8, right: 12, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: flat ? lines.map(named.line) : figure.axis.keys.map(named.axis),
      axisLabel: { ...text, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.rule } },
    },
    yAxis: {
      type: 'value',
      minInterval: figure.unit === 'count' ? 1 : undefined,
      axisLabel: { ...text, formatter: figure.unit === 'percent' ? '{value}%' : undefined },
      splitLine: { lineStyle: { color: colours.rule } },
      ...(figure.of === 'sentiment' && figure.unit === 'percent' ? { min: 0, max: 100 } : {}),
    },
    series: [...series, ...behind],
  };
  const spot = (at: number, item: number): Spot | undefined => {
    const [line, place] = flat ? [lines[item], figure.axis.keys[0]] : [lines[at], figure.axis.keys[item]];
    const point = line?.points[flat ? 0 : item];
    return line === undefined || point === undefined || place === undefined ? undefined : { line, point, place };
  };
  return { option, spot, height: HEIGHT };
}

/** How far a value may be off by chance: an area from as much below it to as much above it, with the gaps of its line. */
function errors(line: Line, colour: string) {
  if (line.points.every((point) => point.error === undefined)) return [];
  const edge = (of: (value: number, error: number) => number) =>
    line.points.map(({ value, error }) => (value === null || error === undefined ? null : of(value, error)));
  const low = (value: number, error: number) => Math.max(-100, value - error);
  const common = {
    type: 'line',
    silent: true,
    symbol: 'none',
    lineStyle: { opacity: 0 },
    stack: `error ${line.key}`,
    stackStrategy: 'all',
    z: 1,
  };
  return [
    { ...common, data: edge(low) },
    {
      ...common,
      data: edge((value, error) => Math.min(100, value + error) - low(value, error)),
      areaStyle: { color: colour, opacity: 0.14 },
    },
  ];
}

/** With one place on the axis each line has a place of its own. */
function oneBarEach(lines: readonly Line[], colours: Colours) {
  const bar = (line: Line) => ({
    value: line.points[0]?.value ?? null,
    itemStyle: { color: colourOf(line, colours), borderRadius: [3, 3, 0, 0] },
  });
  return [{ type: 'bar', data: lines.map(bar), barMaxWidth: 56 }];
}

function pies(figure: Figure, { hidden, colours, named, font, width }: Wanted): Drawing {
  const all = slices(figure)
    .map(({ key, parts }) => ({ key, parts: parts.filter(({ line }) => !hidden.has(line.key)) }))
    .filter(({ parts }) => parts.length > 0);
  const across = Math.min(all.length, width < 440 ? 2 : 3);
  const down = Math.ceil(all.length / Math.max(1, across));
  const height = Math.max(HEIGHT, down * 190);
  const radius = Math.min(58, width / across / 2 - 10);
  const titled = all.length > 1 || figure.axis.of === 'platform';
  const centre = (index: number): [number, number] => [
    (((index % across) + 0.5) / across) * 100,
    ((Math.floor(index / across) + 0.42) / down) * 100,
  ];
  const series = all.map(({ parts }, index) => {
    const [x, y] = centre(index);
    return {
      type: 'pie',
      radius: all.length === 1 ? [52, 92] : [0.52 * radius, radius],
      center: [`${x}%`, `${y}%`],
      itemStyle: { borderColor: colours.paper, borderWidth: 2 },
      label: { show: all.length === 1, color: colours.ink, fontFamily: font, fontSize: 11, formatter: '{b}  {c}' },
      labelLine: { show: all.length === 1, lineStyle: { color: colours.soft } },
      emphasis: { scale: true, scaleSize: 4 },
      data: parts.map(({ line, point }) => ({
        name: named.line(line),
        value: point.value,
        itemStyle: { color: colourOf(line, colours) },
      })),
    };
  });
  const titles = titled
    ? all.map(({ key }, index) => {
        const [x, y] = centre(index);
        return {
          text: named.axis(key),
          left: `${x}%`,
          top: `${y + (radius / height) * 100 + 1}%`,
          textAlign: 'center',
          textStyle: { color: colours.ink, fontFamily: font, fontSize: 12, fontWeight: 600, lineHeight: 18 },
        };
      })
    : [];
  const spot = (at: number, item: number): Spot | undefined => {
    const pie = all[at];
    const part = pie?.parts[item];
    return pie === undefined || part === undefined ? undefined : { ...part, place: pie.key };
  };
  return { option: { animation: false, title: titles, series }, spot, height };
}
