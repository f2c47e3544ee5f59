import type { Shape } from '../api/client';
import { type Change, daysBetween } from './report';

/** The back-test of an alert rule: what is asked, and what is worked out of the answer. Pure. */

export type AlertReport = Shape['AlertBacktestView'];
export type WouldRaise = Shape['WouldRaiseView'];

/**
 * What of a rule is tried. Whom it tells and whether it is active change nothing, and an address that is half typed shall not
 * stop it; one that has no name yet needs some.
 */
export function tried(rule: Shape['AlertRuleBody']): Shape['AlertRuleBody'] {
  const { recipients: _, ...rest } = rule;
  return { ...rest, active: true, name: rule.name === '' ? 'draft' : rule.name };
}

/** Every UTC day of the period with the alerts that began on it; the period ends before `until`. */
export function alertDays(report: AlertReport): { day: string; change: Change }[] {
  const last = new Date(Date.parse(report.until) - 1).toISOString();
  return daysBetween(report.from, last).map((day) => ({ day, change: report.days[day] ?? { draft: 0, current: 0 } }));
}

/** What the saved rule would have told while the draft would have been silent. */
export function missedOf(report: AlertReport): WouldRaise[] {
  return report.current.filter((one) => !one.also);
}
