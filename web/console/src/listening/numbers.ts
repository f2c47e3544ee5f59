import type { Figure, Point } from './figure';
import type { ListeningWords } from './words';

/** Numbers and labels of charts as a locale writes them. */

const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
function once<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const found = (formats.get(key) as T | undefined) ?? make();
  formats.set(key, found);
  return found;
}

export function decimal(locale: string, value: number, digits: number): string {
  return once(
    `${locale} ${digits}`,
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  ).format(value);
}

/** A value as its chart shows it: counts whole, percents with one decimal and their error, a gap as a dash. */
export function shown(locale: string, words: ListeningWords, figure: Figure, point: Point): string {
  if (point.value === null) return words.noValue;
  const number = decimal(locale, point.value, figure.unit === 'percent' ? 1 : 0);
  const error = point.error === undefined ? '' : ` ± ${decimal(locale, point.error, 1)}`;
  return `${point.about ? `${words.about} ` : ''}${number}${figure.unit === 'percent' ? '%' : ''}${error}`;
}

/** `Mon, 2 Mar` for a day, `14:00` with its day for hours, the Monday for a week: labels are local already. */
export function bucketLabel(locale: string, label: string): string {
  const week = /^(\d{4})-W(\d{2})$/.exec(label);
  if (week !== null) return label;
  const utc = { timeZone: 'UTC' } as const;
  if (/^\d{4}-\d{2}-\d{2}$/.test(label))
    return once(
      `${locale} day`,
      () => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', weekday: 'short', ...utc }),
    ).format(Date.parse(`${label}T00:00:00Z`));
  const local = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})/.exec(label)?.[1];
  if (local === undefined) return label;
  return once(
    `${locale} hour`,
    () =>
      new Intl.DateTimeFormat(locale, {
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        ...utc,
      }),
  ).format(Date.parse(`${local}:00Z`));
}

/** A moment in a zone, with its day. */
export function momentIn(locale: string, zone: string, at: string): string {
  return once(
    `${locale} ${zone}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone: zone }),
  ).format(new Date(at));
}

/** A time of day in a zone, with seconds. */
export function clockIn(locale: string, zone: string, at: string): string {
  return once(
    `${locale} ${zone} clock`,
    () => new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23', timeZone: zone }),
  ).format(new Date(at));
}

/** A moment as exports write it: ISO 8601 with the offset of the zone (D-19, LSN-12). */
export function isoIn(zone: string, at: string): string {
  const date = new Date(at);
  const parts = once(
    `iso ${zone}`,
    () =>
      new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        fractionalSecondDigits: 3,
        hourCycle: 'h23',
        timeZoneName: 'longOffset',
      }),
  ).formatToParts(date);
  const of = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const offset = of('timeZoneName').replace('GMT', '');
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}.${of('fractionalSecond')}${offset === '' ? 'Z' : offset}`;
}
