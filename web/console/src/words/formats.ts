/** Dates, times and numbers as a locale writes them. */

const kept = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>();

function once<T extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>(key: string, make: () => T): T {
  const found = kept.get(key);
  if (found !== undefined) return found as T;
  const made = make();
  kept.set(key, made);
  return made;
}

/** `14:05`. */
export function clock(locale: string, moment: string | number): string {
  const format = once(
    `clock ${locale}`,
    () => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  );
  return format.format(new Date(moment));
}

/** `Friday, 20 November 2026`. */
export function day(locale: string, moment: string | number): string {
  const format = once(
    `day ${locale}`,
    () => new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  );
  return format.format(new Date(moment));
}

/** `45%`, of a part of one. */
export function percent(locale: string, part: number): string {
  return once(`percent ${locale}`, () => new Intl.NumberFormat(locale, { style: 'percent' })).format(part);
}

/** `20 Nov 2026, 14:05`. */
export function moment(locale: string, at: string | number): string {
  const format = once(
    `moment ${locale}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }),
  );
  return format.format(new Date(at));
}

/** `20 Nov 2026`. */
export function date(locale: string, at: string | number): string {
  return once(`date ${locale}`, () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })).format(new Date(at));
}

/** `November 2026`, of `2026-11`. */
export function monthName(locale: string, month: string): string {
  const format = once(
    `month ${locale}`,
    () => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  );
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

export function number(locale: string, value: number): string {
  return once(`number ${locale}`, () => new Intl.NumberFormat(locale)).format(value);
}

/** `1.2 MB`: a size in the unit that fits, in powers of a thousand as storage is sold. */
export function bytes(locale: string, value: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(units.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3));
  const name = units[step] ?? 'byte';
  const format = once(
    `bytes ${locale} ${name}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 }),
  );
  return format.format(value / 1000 ** step);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Narrow Japanese units are Latin letters; the short ones are what people read. */
function width(locale: string): 'short' | 'narrow' {
  return locale.startsWith('ja') ? 'short' : 'narrow';
}

function unit(locale: string, value: number, name: 'day' | 'hour' | 'minute' | 'second'): string {
  const format = once(
    `unit ${locale} ${name}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: width(locale) }),
  );
  return format.format(value);
}

/** A length of time in its two greatest units: `3m 12s`. Never below zero. */
export function duration(locale: string, ms: number): string {
  const left = Math.max(0, ms);
  const parts: [number, 'day' | 'hour' | 'minute' | 'second'][] = [
    [Math.floor(left / DAY), 'day'],
    [Math.floor((left % DAY) / HOUR), 'hour'],
    [Math.floor((left % HOUR) / MINUTE), 'minute'],
    [Math.floor((left % MINUTE) / 1000), 'second'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  if (first === -1) return unit(locale, 0, 'second');
  const shown = parts.slice(first, first + 2).filter(([value]) => value > 0);
  return shown.map(([value, name]) => unit(locale, value, name)).join(' ');
}

/** How long ago, in one unit: `3m`. Under a minute is nought minutes. */
export function age(locale: string, ms: number): string {
  if (ms >= DAY) return unit(locale, Math.floor(ms / DAY), 'day');
  if (ms >= HOUR) return unit(locale, Math.floor(ms / HOUR), 'hour');
  return unit(locale, Math.max(0, Math.floor(ms / MINUTE)), 'minute');
}

/** `South Korea`, by its code; the code itself where no country has it. */
export function countryName(locale: string, code: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}
