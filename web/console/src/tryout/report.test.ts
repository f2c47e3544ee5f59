import { expect, test } from 'vitest';
import { everyDay, joined, type Report } from './report';

const report = (part: Partial<Report>): Report => ({
  items: 10,
  from: '2026-11-01T08:00:00.000Z',
  until: '2026-11-02T09:00:00.000Z',
  draft: 4,
  current: 3,
  gained: { count: 2, first: [{ at: '2026-11-01T08:00:00.000Z', id: 'b' }] },
  missed: { count: 1, first: [] },
  alone: 1,
  escalated: { draft: 2, current: 1 },
  days: { '2026-11-01': { draft: 4, current: 3 } },
  queues: {},
  cost: 100,
  ...part,
});
const queue = (hour: string, draft: number) => ({
  items: { draft, current: 0 },
  minutes: { draft: draft * 6, current: 0 },
  peak_hour: { draft, current: 0 },
  agents_at_peak: { draft: 1, current: 0 },
  hours: { [hour]: { draft, current: 0 } },
});

// proves ADV-01: the pages of a back-test add up, in any order
test('two pages are one report', () => {
  const one = report({ queues: { care: queue('h1', 8) } });
  const other = report({
    from: '2026-11-02T10:00:00.000Z',
    until: '2026-11-04T10:00:00.000Z',
    gained: { count: 1, first: [{ at: '2026-11-01T07:00:00.000Z', id: 'a' }] },
    days: { '2026-11-01': { draft: 1, current: 0 }, '2026-11-04': { draft: 2, current: 2 } },
    queues: { care: queue('h1', 5), more: queue('h2', 1) },
  });
  const both = joined(one, other);
  expect(both).toEqual(joined(other, one));
  expect(both.items).toBe(20);
  expect(both.gained.first.map((item) => item.id)).toEqual(['a', 'b']);
  expect(both.days['2026-11-01']).toEqual({ draft: 5, current: 3 });
  // Thirteen in one hour, six minutes each: 78 minutes keep two people busy.
  expect(both.queues['care']?.peak_hour.draft).toBe(13);
  expect(both.queues['care']?.agents_at_peak.draft).toBe(2);
  expect(both.cost).toBe(200);
});

test('days without anything are days', () => {
  const days = everyDay(report({ until: '2026-11-03T00:00:00.000Z' }));
  expect(days.map(({ day, change }) => [day, change.draft])).toEqual([
    ['2026-11-01', 4],
    ['2026-11-02', 0],
    ['2026-11-03', 0],
  ]);
});
