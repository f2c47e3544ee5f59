import { expect, test } from 'vitest';
import { type Alert, type AlertRule, countedBy, heightOf, hoursOf, monthOf, outline, stateOf } from './alert';
import type { AlertWords } from './words';

const step = (change: 'opened' | 'worsened' | 'closed', observed: number) => ({
  change,
  at: '2026-11-28T10:20:00.000Z',
  observed,
  expected: 2,
});
const alert = (part: Partial<Alert>): Alert => ({
  id: 'alr_1',
  rule: 'delivery-spike',
  topic: 'delivery',
  opened_at: '2026-11-28T10:20:00.000Z',
  since: '2026-11-28T10:00:00.000Z',
  told: 1,
  history: [step('opened', 14)],
  last: {
    ...step('opened', 14),
    p: 0.0001,
    hours: 1,
    learning: false,
    cause: { mentions: 14, languages: {}, platforms: {}, busiest: [], samples: [] },
  },
  ...part,
});

// proves ALR: open, worsening and closed are told apart
test('an alert stands where its last change put it', () => {
  const open = alert({});
  expect(stateOf(open)).toBe('open');
  expect(stateOf(alert({ last: { ...open.last, change: 'worsened' } }))).toBe('worsening');
  expect(stateOf(alert({ closed_at: '2026-11-28T15:00:00.000Z', last: { ...open.last, change: 'closed' } }))).toBe('closed');
});

test('its height is the greatest that was told, not the last', () => {
  const history = [step('opened', 14), step('worsened', 40), step('closed', 1)];
  expect(heightOf(alert({ history })).observed).toBe(40);
});

test('hours begin a day before it, and end with it', () => {
  const now = Date.parse('2026-11-28T12:30:00Z');
  expect(hoursOf(alert({}), now)).toEqual({ from: '2026-11-27T10:00:00.000Z', to: '2026-11-28T13:00:00.000Z' });
  const closed = hoursOf(alert({ closed_at: '2026-12-24T00:00:00.000Z' }), now);
  expect(closed.to).toBe('2026-12-01T10:00:00.000Z');
});

test('months are those of the calendar', () => {
  expect(monthOf(Date.parse('2026-01-31T23:00:00Z'), 1)).toBe('2025-12');
});

test('it counts what its rule counts', () => {
  expect(countedBy(alert({ platform: 'x' }), undefined)).toEqual({
    topic: ['delivery'],
    platform: ['x'],
    sentiment: ['negative'],
  });
});

// proves ALR-01: that people speak worse is not told as silence where none of them is against
test('a worse mood is told by its negative mentions', () => {
  const words = {
    silence: () => 'silence',
    observedOf: () => 'more',
    negativeOf: (observed: string, expected: string) => `${observed} of ${expected}`,
  } as unknown as AlertWords;
  const rule = (what: AlertRule['watch']['for']) => ({ watch: { for: what } }) as AlertRule;
  const quiet = alert({ history: [step('opened', 0)] });
  expect(outline(quiet, rule('net_sentiment'), words, 'en')).toBe('0 of 2');
  expect(outline(alert({}), rule('negative_share'), words, 'en')).toBe('14 of 2');
  expect(outline(quiet, rule('silence'), words, 'en')).toBe('silence');
  expect(outline(alert({}), undefined, words, 'en')).toBe('more');
});
