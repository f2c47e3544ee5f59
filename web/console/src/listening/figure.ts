import type { Shape } from '../api/client';
import type { ChartName, Filters } from './view';

/** What a chart shows, from the API's figures: the same for the drawing, its table twin and the drill-down. Pure. */

export type Stats = Shape['StatsView'];
type Series = Stats['series'][number];

/** One value, and which mentions are behind it. */
export type Point = {
  value: number | null;
  /** How many rows are behind it; nothing where the figure does not say. */
  rows: number | undefined;
  filters: Filters;
  from: string;
  to: string;
  about: boolean;
  /** So few are rated that the value says little. */
  few: boolean;
  /** Of net sentiment, its standard error: it is likely to lie within so much above and below. */
  error?: number | undefined;
};

export type Tone = { of: 'series'; index: number } | { of: 'sentiment'; sentiment: string };

/** A line, or one colour of the bars. */
export type Line = {
  key: string;
  tone: Tone;
  points: readonly Point[];
  /** Of the whole period. */
  whole: Point;
  mean: number | null;
  deviation: number | null;
};

export type Figure = {
  unit: 'count' | 'percent';
  /** `time`: the axis are buckets. Otherwise they are topics, platforms or one for all. */
  axis: { of: 'time' | 'topic' | 'platform' | 'all'; keys: readonly string[] };
  lines: readonly Line[];
  /** What a line is of. */
  of: 'topic' | 'sentiment' | 'platform' | 'content_type';
};

/** A net sentiment of fewer rated mentions than this is greyed (text-analysis, section 5). */
export const FEW = 10;
const RATED = ['positive', 'negative', 'neutral'];

/** How a chart asks for its figures. */
export const ASKS: Readonly<Record<ChartName, { measure: Stats['measure']; group_by: Stats['group_by'] }>> = {
  mentions: { measure: 'mentions', group_by: 'topic' },
  users: { measure: 'users', group_by: 'topic' },
  net_sentiment: { measure: 'net_sentiment', group_by: 'topic' },
  sentiment_topic: { measure: 'sentiment', group_by: 'topic' },
  sentiment_platform: { measure: 'sentiment', group_by: 'platform' },
  platforms: { measure: 'platforms', group_by: 'none' },
  topic_platform: { measure: 'platforms', group_by: 'topic' },
  content_types: { measure: 'content_types', group_by: 'platform' },
};

function own(series: Series): Filters {
  return {
    ...(series.topic == null ? {} : { topic: [series.topic] }),
    ...(series.platform == null ? {} : { platform: [series.platform] }),
  };
}

/** Net sentiment leaves out what could not be rated, and so do the rows behind it (D-05). */
function behind(stats: Stats): Filters {
  return stats.measure === 'net_sentiment' ? { sentiment: RATED } : {};
}

/** Nothing is few where nothing is rated, or where it is no rating that is counted. */
function isFew(value: number | null, rated: number | undefined): boolean {
  return value !== null && rated !== undefined && rated < FEW;
}

/** How many mentions of each sentiment there are. */
export type Moods = { positive: number; negative: number; neutral: number };

/** The standard error of a net sentiment in percent (text-analysis, section 5): 100 √((p₊ + p₋ − (p₊ − p₋)²) ÷ n). None of nothing. */
export function errorOf({ positive, negative, neutral }: Moods): number | undefined {
  const rated = positive + negative + neutral;
  if (rated === 0) return undefined;
  const [up, down] = [positive / rated, negative / rated];
  return 100 * Math.sqrt(Math.max(0, up + down - (up - down) ** 2) / rated);
}

/** Net sentiment with its errors, from the breakdown of the same mentions by sentiment. */
export function withErrors(figure: Figure, moods: Stats): Figure {
  const places = new Map(moods.buckets.map((bucket, place) => [bucket.start, place]));
  const lines = figure.lines.map((line): Line => {
    const count = (mood: string, place: number | undefined) => {
      const series = moods.series.find((one) => (one.topic ?? 'all') === line.key && one.class === mood);
      return (place === undefined ? series?.period : series?.points[place]) ?? 0;
    };
    const error = (place: number | undefined) =>
      errorOf({ positive: count('positive', place), negative: count('negative', place), neutral: count('neutral', place) });
    const points = line.points.map((point) => {
      const place = places.get(point.from);
      return place === undefined ? point : { ...point, error: error(place) };
    });
    return { ...line, points, whole: { ...line.whole, error: error(undefined) } };
  });
  return { ...figure, lines };
}

function overTime(stats: Stats): Figure {
  const counts = stats.measure === 'mentions';
  const lines = stats.series.map((series, index) => {
    const filters = { ...own(series), ...behind(stats) };
    return {
      key: series.topic ?? 'all',
      tone: { of: 'series' as const, index },
      points: stats.buckets.map((bucket, place) => {
        const value = series.points[place] ?? null;
        return {
          value,
          rows: counts ? (value ?? 0) : undefined,
          filters,
          from: bucket.start,
          to: bucket.end,
          about: series.about,
          few: isFew(value, series.rated[place]),
        };
      }),
      whole: {
        value: series.period ?? null,
        rows: counts ? (series.period ?? 0) : undefined,
        filters,
        from: stats.from,
        to: stats.to,
        about: series.about,
        few: isFew(series.period ?? null, series.rated.length === 0 ? undefined : series.rated.reduce((sum, n) => sum + n, 0)),
      },
      mean: series.mean ?? null,
      deviation: series.deviation ?? null,
    };
  });
  const unit = stats.measure === 'net_sentiment' ? 'percent' : 'count';
  return { unit, axis: { of: 'time', keys: stats.buckets.map((bucket) => bucket.label) }, lines, of: 'topic' };
}

const CLASS_FILTER = { sentiment: 'sentiment', platforms: 'platform', content_types: 'content_type' } as const;

/** Each group is a place on the axis, each class a colour. */
function breakdown(stats: Stats, percent: boolean): Figure {
  const filter = CLASS_FILTER[stats.measure as keyof typeof CLASS_FILTER];
  const of = stats.group_by === 'none' ? 'all' : stats.group_by;
  const group = (series: Series) => series.topic ?? series.platform ?? 'all';
  const keys = [...new Set(stats.series.map(group))];
  const classes = [...new Set(stats.series.map((series) => series.class ?? ''))];
  const lines = classes.map((name, index) => {
    const points = keys.map((key) => {
      const series = stats.series.find((one) => group(one) === key && (one.class ?? '') === name);
      const rows = series?.period ?? 0;
      // A type that does not occur on a platform is no value there, not a nought of it.
      const value = percent ? (series?.percent ?? null) : series === undefined ? null : rows;
      const filters: Filters = { ...(series === undefined ? {} : own(series)), [filter]: [name] };
      return { value, rows, filters, from: stats.from, to: stats.to, about: false, few: false };
    });
    const sum = points.reduce((total, point) => total + (point.rows ?? 0), 0);
    const tone = filter === 'sentiment' ? { of: 'sentiment' as const, sentiment: name } : { of: 'series' as const, index };
    const whole = {
      value: sum,
      rows: sum,
      filters: { [filter]: [name] },
      from: stats.from,
      to: stats.to,
      about: false,
      few: false,
    };
    return { key: name, tone, points, whole, mean: null, deviation: null };
  });
  return { unit: percent ? 'percent' : 'count', axis: { of, keys }, lines, of: filter };
}

export function figureOf(chart: ChartName, stats: Stats): Figure {
  switch (chart) {
    case 'mentions':
    case 'users':
    case 'net_sentiment':
      return overTime(stats);
    case 'sentiment_platform':
      return breakdown(stats, true);
    default:
      return breakdown(stats, false);
  }
}

/** A pie: of the whole period for what is over time, else one for each place on the axis. */
export function slices(figure: Figure): { key: string; parts: { line: Line; point: Point }[] }[] {
  const some = ({ point }: { point: Point }) => point.value !== null && point.value > 0;
  if (figure.axis.of === 'time')
    return [{ key: '', parts: figure.lines.map((line) => ({ line, point: line.whole })).filter(some) }];
  return figure.axis.keys.map((key, place) => ({
    key,
    parts: figure.lines.flatMap((line) => {
      const point = line.points[place];
      return point === undefined ? [] : [{ line, point }].filter(some);
    }),
  }));
}

/** The point nearest to a place on a chart over time: the bucket is known, the value is compared. */
export function nearest(
  figure: Figure,
  place: number,
  value: number,
  hidden: ReadonlySet<string>,
): { line: Line; point: Point } | undefined {
  let best: { line: Line; point: Point; away: number } | undefined;
  for (const line of figure.lines) {
    const point = line.points[place];
    if (point === undefined || point.value === null || hidden.has(line.key)) continue;
    const away = Math.abs(point.value - value);
    if (best === undefined || away < best.away) best = { line, point, away };
  }
  return best;
}

export function isEmpty(figure: Figure): boolean {
  return (
    figure.lines.every((line) => line.whole.value === null || line.whole.value === 0) &&
    figure.lines.every((line) => line.points.every((point) => !point.value))
  );
}
