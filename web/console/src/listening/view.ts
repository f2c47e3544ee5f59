/** A view of listening: which mentions, over which time, on which charts, in which columns. It is an address: pure. */

export const FILTERS = [
  'topic',
  'platform',
  'sentiment',
  'language',
  'content_type',
  'intent',
  'account',
  'rule',
  'country',
  'campaign',
  'author',
  'escalated',
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Readonly<Partial<Record<FilterName, readonly string[]>>>;

export const CHARTS = [
  'mentions',
  'users',
  'net_sentiment',
  'sentiment_topic',
  'sentiment_platform',
  'platforms',
  'topic_platform',
  'content_types',
] as const;
export type ChartName = (typeof CHARTS)[number];
export const KINDS = ['line', 'bar', 'stacked', 'pie', 'table'] as const;
export type Kind = (typeof KINDS)[number];
/** How one chart is shown; `spread` is whether its standard deviation is. */
export type Shown = { chart: ChartName; kind: Kind; spread: boolean };

/** The kinds a chart may be, its default first (LSN-01 to LSN-08, D-21). */
export const ALLOWED: Readonly<Record<ChartName, readonly Kind[]>> = {
  mentions: ['line', 'bar', 'pie', 'table'],
  users: ['line', 'bar', 'pie', 'table'],
  net_sentiment: ['line', 'bar', 'table'],
  sentiment_topic: ['bar', 'stacked', 'table'],
  sentiment_platform: ['bar', 'stacked', 'table'],
  platforms: ['bar', 'pie', 'table'],
  topic_platform: ['stacked', 'bar', 'table'],
  content_types: ['pie', 'bar', 'table'],
};
/** Those over time: they have a standard deviation. */
export const OVER_TIME: readonly ChartName[] = ['mentions', 'users', 'net_sentiment'];

export const COLUMNS = [
  'at',
  'platform',
  'content_type',
  'author',
  'text',
  'topics',
  'sentiment',
  'intent',
  'language',
  'account',
  'escalated',
] as const;
export type Column = (typeof COLUMNS)[number];
const USUAL_COLUMNS: readonly Column[] = ['at', 'platform', 'author', 'text', 'topics', 'sentiment', 'escalated'];

export const PERIODS = ['1d', '7d', '28d', '90d'] as const;
export const BUCKETS = ['half_hour', 'hour', 'day', 'week'] as const;
export type BucketLength = (typeof BUCKETS)[number];

export type View = {
  /** `7d`, or two days as `2026-03-01..2026-03-04`. */
  period: string;
  /** Nothing: the workspace's own. */
  zone: string | undefined;
  bucket: BucketLength | undefined;
  filters: Filters;
  charts: readonly Shown[];
  columns: readonly Column[];
  posts: boolean;
};

/** The query of an address, as it is written and read. */
export type Search = Partial<Record<FilterName | 'period' | 'zone' | 'bucket' | 'charts' | 'columns' | 'show' | 'view', string>>;

const PERIOD = /^(\d{1,3}d|\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2})$/;
const USUAL_PERIOD = '7d';

/** What of an unknown query is a view's. */
export function validSearch(search: Record<string, unknown>): Search {
  const kept: Search = {};
  for (const name of [...FILTERS, 'period', 'zone', 'bucket', 'charts', 'columns', 'show', 'view'] as const) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') kept[name] = value;
    else if (typeof value === 'number' || typeof value === 'boolean') kept[name] = String(value);
  }
  return kept;
}

function list(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').filter((one) => one !== '');
}

function within<T extends string>(all: readonly T[], text: string | undefined): T | undefined {
  return all.find((one) => one === text);
}

export function usualCharts(): Shown[] {
  return CHARTS.map((chart) => ({ chart, kind: ALLOWED[chart][0] ?? 'bar', spread: false }));
}

function readCharts(text: string | undefined): Shown[] {
  if (text === undefined) return usualCharts();
  return list(text).flatMap((one) => {
    const [name, kind, spread] = one.split(':');
    const chart = within(CHARTS, name);
    if (chart === undefined) return [];
    const allowed = ALLOWED[chart];
    return [{ chart, kind: within(allowed, kind) ?? allowed[0] ?? 'bar', spread: spread === 'sd' && OVER_TIME.includes(chart) }];
  });
}

function writeCharts(charts: readonly Shown[]): string | undefined {
  const text = charts.map(({ chart, kind, spread }) => `${chart}:${kind}${spread ? ':sd' : ''}`).join(',');
  return text === writeUsual() ? undefined : text === '' ? 'none' : text;
}

function writeUsual(): string {
  return usualCharts()
    .map(({ chart, kind }) => `${chart}:${kind}`)
    .join(',');
}

export function readView(search: Search): View {
  const filters: Partial<Record<FilterName, readonly string[]>> = {};
  for (const name of FILTERS) {
    const values = list(search[name]);
    if (values.length > 0) filters[name] = values;
  }
  const columns = list(search.columns).flatMap((one) => within(COLUMNS, one) ?? []);
  return {
    period: search.period !== undefined && PERIOD.test(search.period) ? search.period : USUAL_PERIOD,
    zone: search.zone,
    bucket: within(BUCKETS, search.bucket),
    filters,
    charts: readCharts(search.charts),
    columns: columns.length === 0 ? USUAL_COLUMNS : columns,
    posts: search.show === 'posts',
  };
}

/** The address of a view; what is as usual is left out. */
export function writeView(view: View): Search {
  const search: Search = {};
  for (const name of FILTERS) {
    const values = view.filters[name];
    if (values !== undefined && values.length > 0) search[name] = values.join(',');
  }
  if (view.period !== USUAL_PERIOD) search.period = view.period;
  if (view.zone !== undefined) search.zone = view.zone;
  if (view.bucket !== undefined) search.bucket = view.bucket;
  const charts = writeCharts(view.charts);
  if (charts !== undefined) search.charts = charts;
  if (view.columns.join() !== USUAL_COLUMNS.join()) search.columns = view.columns.join(',');
  if (view.posts) search.show = 'posts';
  return search;
}

/** The calendar day of a moment in a zone: `2026-03-01`. */
export function dayOf(moment: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(moment);
}

/** A day some days later or earlier. */
export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The first and the last day of a period, both included. */
export function daysOf(period: string, now: number, zone: string): { from: string; to: string } {
  const [from, to] = period.split('..');
  if (from !== undefined && to !== undefined) return from <= to ? { from, to } : { from: to, to: from };
  const today = dayOf(now, zone);
  return { from: shifted(today, 1 - Math.max(1, Number.parseInt(period, 10))), to: today };
}

/** How long a bucket is where nobody has chosen: enough of them to see a course, not more than can be told apart. */
export function usualBucket(from: string, to: string): BucketLength {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  return days <= 2 ? 'hour' : days <= 92 ? 'day' : 'week';
}

export function isFiltered(view: View): boolean {
  return Object.keys(view.filters).length > 0;
}

/** Both filters at once: of a point within a view that has filters of its own. */
export function narrowed(filters: Filters, by: Filters): Filters {
  const all: Partial<Record<FilterName, readonly string[]>> = { ...filters };
  for (const name of FILTERS) {
    const wanted = by[name];
    if (wanted === undefined) continue;
    const had = filters[name];
    all[name] = had === undefined ? wanted : had.filter((one) => wanted.includes(one));
  }
  return all;
}

/** What was typed as a value of a filter, as it stands in the address: a country by its code, a campaign without its sign; nothing if it is none. */
export function typedValue(name: 'country' | 'campaign' | 'author', typed: string): string | undefined {
  const plain = typed.normalize('NFKC').trim().replaceAll(',', '');
  switch (name) {
    case 'country':
      return /^[a-z]{2}$/i.test(plain) ? plain.toLowerCase() : undefined;
    case 'campaign':
      return plain.replace(/^#+/, '').trim() || undefined;
    case 'author':
      return plain || undefined;
  }
}
