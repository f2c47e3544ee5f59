import { describe, expect, it } from 'vitest';
import { dayOf, daysOf, isFiltered, narrowed, readView, shifted, usualBucket, validSearch, writeView } from './view';

describe('a view is an address', () => {
  // proves LSN-11, LSN-15: what is written is read back, and what is as usual is not written
  it('is written and read back', () => {
    const search = validSearch({
      topic: 'app,delivery',
      sentiment: 'negative',
      period: '2026-03-01..2026-03-04',
      zone: 'Asia/Seoul',
      charts: 'mentions:bar:sd,content_types:pie',
      columns: 'text,at',
      show: 'posts',
      bucket: 'day',
    });
    const view = readView(search);
    expect(view.filters).toEqual({ topic: ['app', 'delivery'], sentiment: ['negative'] });
    expect(view.charts).toEqual([
      { chart: 'mentions', kind: 'bar', spread: true },
      { chart: 'content_types', kind: 'pie', spread: false },
    ]);
    expect(writeView(view)).toEqual(search);
    expect(writeView(readView({}))).toEqual({});
    expect(readView({}).charts).toHaveLength(8);
    expect(readView(writeView({ ...view, charts: [] })).charts).toEqual([]);
  });

  it('takes nothing it does not know', () => {
    const view = readView(
      validSearch({ charts: 'nonsense:line,net_sentiment:pie', period: 'ever', columns: 'x', bucket: 'year', a: 1 }),
    );
    expect(view.charts).toEqual([{ chart: 'net_sentiment', kind: 'line', spread: false }]);
    expect([view.period, view.bucket, isFiltered(view)]).toEqual(['7d', undefined, false]);
  });
});

describe('days', () => {
  // proves LSN-12: the days are those of the zone
  it('are those of the zone', () => {
    const now = Date.parse('2026-03-03T16:00:00Z');
    expect(dayOf(now, 'Asia/Seoul')).toBe('2026-03-04');
    expect(dayOf(now, 'America/New_York')).toBe('2026-03-03');
    expect(daysOf('7d', now, 'Asia/Tokyo')).toEqual({ from: '2026-02-26', to: '2026-03-04' });
    expect(daysOf('2026-03-04..2026-03-01', now, 'UTC')).toEqual({ from: '2026-03-01', to: '2026-03-04' });
    expect(shifted('2026-03-01', -1)).toBe('2026-02-28');
    expect([
      usualBucket('2026-03-01', '2026-03-02'),
      usualBucket('2026-01-01', '2026-03-01'),
      usualBucket('2025-01-01', '2026-03-01'),
    ]).toEqual(['hour', 'day', 'week']);
  });
});

// proves LSN-10: combined is the intersection
it('narrows to what both let through', () => {
  expect(narrowed({ topic: ['a', 'b'], platform: ['x'] }, { topic: ['b', 'c'], sentiment: ['negative'] })).toEqual({
    topic: ['b'],
    platform: ['x'],
    sentiment: ['negative'],
  });
});
