/** The report of a back-test, page by page as one: pure. What the API says of it is in `BacktestView`. */

export type Change = { draft: number; current: number };
export type Named = { at: string; id: string };
export type Sample = { count: number; first: Named[] };
export type Busy = { items: Change; minutes: Change; peak_hour: Change; agents_at_peak: Change; hours: Record<string, Change> };
export type Report = {
  items: number;
  from: string | null;
  until: string | null;
  draft: number;
  current: number;
  gained: Sample;
  missed: Sample;
  alone: number;
  escalated: Change;
  days: Record<string, Change>;
  queues: Record<string, Busy>;
  /** Millionths of a US dollar more than now. */
  cost: number;
};

const MOST_NAMED = 20;
const NONE: Change = { draft: 0, current: 0 };

const sum = (a: Change, b: Change): Change => ({ draft: a.draft + b.draft, current: a.current + b.current });

function together<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>, join: (a: T, b: T) => T): Record<string, T> {
  const all: Record<string, T> = { ...a };
  for (const [key, value] of Object.entries(b)) all[key] = all[key] === undefined ? value : join(all[key], value);
  return all;
}

function samples(a: Sample, b: Sample): Sample {
  const first = [...a.first, ...b.first].sort((x, y) => x.at.localeCompare(y.at) || x.id.localeCompare(y.id));
  return { count: a.count + b.count, first: first.slice(0, MOST_NAMED) };
}

function busy(a: Busy, b: Busy): Busy {
  const hours = together(a.hours, b.hours, sum);
  const peak = (of: keyof Change) => Math.max(0, ...Object.values(hours).map((hour) => hour[of]));
  const items = sum(a.items, b.items);
  // Minutes of one item are the same on every page, so that hours say how many agents they keep busy.
  const minutes = sum(a.minutes, b.minutes);
  const whole = items.draft + items.current;
  const each = whole === 0 ? 0 : (minutes.draft + minutes.current) / whole;
  const peak_hour = { draft: peak('draft'), current: peak('current') };
  const agents = (n: number) => Math.ceil((n * each) / 60);
  const agents_at_peak = { draft: agents(peak_hour.draft), current: agents(peak_hour.current) };
  return { items, minutes, peak_hour, agents_at_peak, hours };
}

/** Two reports of the same draft over other items as one. */
export function joined(a: Report, b: Report): Report {
  const ends = (one: string | null, other: string | null, later: boolean) => {
    if (one === null || other === null) return one ?? other;
    return one > other === later ? one : other;
  };
  return {
    items: a.items + b.items,
    from: ends(a.from, b.from, false),
    until: ends(a.until, b.until, true),
    draft: a.draft + b.draft,
    current: a.current + b.current,
    gained: samples(a.gained, b.gained),
    missed: samples(a.missed, b.missed),
    alone: a.alone + b.alone,
    escalated: sum(a.escalated, b.escalated),
    days: together(a.days, b.days, sum),
    queues: together(a.queues, b.queues, busy),
    cost: a.cost + b.cost,
  };
}

/** Every UTC day from one moment to another, both included. */
export function daysBetween(from: string, until: string): string[] {
  const days: string[] = [];
  const [first, last] = [from, until].map((at) => Date.parse(`${at.slice(0, 10)}T00:00:00Z`)) as [number, number];
  for (let at = first; at <= last; at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** Every day from the first to the last, those without anything included. */
export function everyDay(report: Report): { day: string; change: Change }[] {
  if (report.from === null || report.until === null) return [];
  return daysBetween(report.from, report.until).map((day) => ({ day, change: report.days[day] ?? NONE }));
}
