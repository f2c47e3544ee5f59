import { expect, test } from 'vitest';
import { errorOf, figureOf, type Stats, withErrors } from './figure';

// proves ANL: the standard error of a net sentiment, worked out by hand: p₊ = 0.5, p₋ = 0.25, n = 4 → 100 √((0.75 − 0.0625) ÷ 4)
test('the error of a net sentiment follows its formula', () => {
  expect(errorOf({ positive: 2, negative: 1, neutral: 1 })).toBeCloseTo(41.458, 3);
  expect(errorOf({ positive: 0, negative: 7, neutral: 0 })).toBe(0);
  expect(errorOf({ positive: 0, negative: 0, neutral: 0 })).toBeUndefined();
});

const from = '2026-03-01T00:00:00.000Z';
const middle = '2026-03-02T00:00:00.000Z';
const to = '2026-03-03T00:00:00.000Z';
const head = {
  as_of: to,
  bucket: 'day' as const,
  buckets: [
    { start: from, end: middle, label: '2026-03-01' },
    { start: middle, end: to, label: '2026-03-02' },
  ],
  from,
  to,
  zone: 'UTC',
  group_by: 'topic' as const,
};
const bare = { topic: 'app', rated: [], mean: null, deviation: null, about: false };
const mood = (name: string, points: number[]) => ({ ...bare, class: name, points, period: points.reduce((a, b) => a + b, 0) });

test('each point of a line has the error of its own bucket, and the period its own', () => {
  const net: Stats = { ...head, measure: 'net_sentiment', series: [{ ...bare, points: [25, null], period: 25, rated: [4, 0] }] };
  const moods: Stats = {
    ...head,
    measure: 'sentiment',
    series: [mood('positive', [2, 0]), mood('negative', [1, 0]), mood('neutral', [1, 0]), mood('unknown', [9, 3])],
  };
  const [line] = withErrors(figureOf('net_sentiment', net), moods).lines;
  expect(line?.points.map((point) => point.error?.toFixed(3))).toEqual(['41.458', undefined]);
  expect(line?.whole.error?.toFixed(3)).toBe('41.458');
});
