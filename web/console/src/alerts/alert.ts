import type { Shape } from '../api/client';
import { number } from '../words/formats';
import type { AlertWords } from './words';

/** What an alert says, worked out of it: pure. */

export type Alert = Shape['AlertView'];
export type AlertRule = Shape['Kept_AlertRuleView'];
export type AlertState = 'open' | 'worsening' | 'closed';

/** Where an alert stands. */
export function stateOf(alert: Alert): AlertState {
  if (alert.closed_at != null) return 'closed';
  return alert.last.change === 'worsened' ? 'worsening' : 'open';
}

/** The month of a moment, and the one before it: `2026-11`. */
export function monthOf(moment: number, before = 0): string {
  const date = new Date(moment);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - before, 1)).toISOString().slice(0, 7);
}

/** The change at which an alert was greatest. */
export function heightOf(alert: Alert): { observed: number; expected: number } {
  return alert.history.reduce((most, one) => (one.observed > most.observed ? one : most), alert.history[0] ?? alert.last);
}

/** How many are usual: so few that a decimal does not show them are called fewer than it. */
export function usualOf(expected: number, locale: string): string {
  return expected > 0 && expected < 0.1 ? `<${number(locale, 0.1)}` : number(locale, Math.round(expected * 10) / 10);
}

/** Whether it is told of how people speak, however many they are. What it counts then are negative mentions, maybe none. */
function isOfMood(rule: AlertRule | undefined): boolean {
  return rule?.watch.for === 'negative_share' || rule?.watch.for === 'net_sentiment';
}

/** What stood out, in few words. */
export function outline(alert: Alert, rule: AlertRule | undefined, words: AlertWords, locale: string): string {
  const { observed, expected } = heightOf(alert);
  const usual = usualOf(expected, locale);
  if (isOfMood(rule)) return words.negativeOf(number(locale, observed), usual);
  return observed === 0 ? words.silence(usual) : words.observedOf(number(locale, observed), usual);
}

const HOUR = 3_600_000;
/** How many hours before an alert are shown beside it, and how many at most in all. */
const [BEFORE, MOST] = [24, 96];

/** Which mentions an alert counts, as the API's filters. */
export function countedBy(alert: Alert, rule: AlertRule | undefined) {
  const of = rule?.watch.of ?? (rule?.watch.for === 'silence' ? 'all' : 'negative');
  return {
    topic: [alert.topic],
    ...(alert.platform == null ? {} : { platform: [alert.platform] }),
    ...(of === 'negative' || of === 'positive' ? { sentiment: [of] } : {}),
  };
}

/** The hours around an alert: when it began and ended among them. */
export function hoursOf(alert: Alert, now: number): { from: string; to: string } {
  const since = Date.parse(alert.since);
  const end = alert.closed_at == null ? now : Date.parse(alert.closed_at);
  const to = Math.min(Math.ceil((end + 1) / HOUR) * HOUR, since + (MOST - BEFORE) * HOUR);
  return { from: new Date(since - BEFORE * HOUR).toISOString(), to: new Date(to).toISOString() };
}
