import { expect, test } from 'vitest';
import { alertDays, type AlertReport, missedOf, tried } from './alert';

const would = (began: string, also: boolean) => ({ began, ended: null, told: 1, observed: 9, expected: 2, peak: 12, also });
const report = (part: Partial<AlertReport>): AlertReport => ({
  from: '2026-11-01T09:00:00.000Z',
  until: '2026-11-03T09:00:00.000Z',
  hours: 48,
  alerts: { draft: 1, current: 2 },
  notifications: { draft: 2, current: 4 },
  gained: 0,
  missed: 1,
  days: { '2026-11-01': { draft: 1, current: 2 } },
  draft: [would('2026-11-01T10:00:00.000Z', true)],
  current: [would('2026-11-01T10:00:00.000Z', true), would('2026-11-01T20:00:00.000Z', false)],
  counts: true,
  ...part,
});

// proves ADV-01: a rule is tried for what it watches, however unready the rest of the form is
test('a draft is tried without those whom it tells', () => {
  const watch = { for: 'silence', hours: 3 } as const;
  const rule = { name: '', active: false, topic: 'delivery', platforms: [], zone: 'UTC', watch };
  const mail = { to: ['half@'], language: 'en' as const };
  expect(tried({ ...rule, recipients: { desktop: true, mail } })).toEqual({ ...rule, name: 'draft', active: true });
  expect(tried({ ...rule, name: 'Quiet' }).name).toBe('Quiet');
});

test('the day before whose first moment the period ends is the last', () => {
  expect(alertDays(report({})).map(({ day, change }) => [day, change.draft, change.current])).toEqual([
    ['2026-11-01', 1, 2],
    ['2026-11-02', 0, 0],
    ['2026-11-03', 0, 0],
  ]);
  expect(alertDays(report({ until: '2026-11-03T00:00:00.000Z' }))).toHaveLength(2);
  expect(alertDays(report({ until: '2026-11-01T09:00:00.000Z' }))).toHaveLength(1);
});

test('what the draft would not tell is what only the saved rule would have', () => {
  expect(missedOf(report({})).map((one) => one.began)).toEqual(['2026-11-01T20:00:00.000Z']);
});
