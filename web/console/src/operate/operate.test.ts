import { expect, test } from 'vitest';
import { strengthOf } from './kappa';
import { changed, type Replay, together } from './replay';
import { stateOf, usedOf } from './volume';

// proves ANL-13: a kappa is read by the scale of Landis and Koch, edges included
test.each([
  [undefined, 'none'],
  [null, 'none'],
  [-0.01, 'poor'],
  [0, 'slight'],
  [0.2, 'slight'],
  [0.21, 'fair'],
  [0.5, 'moderate'],
  [0.8, 'substantial'],
  [1, 'full'],
] as const)('a kappa of %s is %s', (kappa, strength) => {
  expect(strengthOf(kappa)).toBe(strength);
});

// proves ING: a rule is near its cap from eight tenths on, and beyond it when the system says so
test.each([
  [{ caught: 5, per_month: null, beyond: false }, undefined, 'free'],
  [{ caught: 79, per_month: 100, beyond: false }, 0.79, 'within'],
  [{ caught: 80, per_month: 100, beyond: false }, 0.8, 'near'],
  [{ caught: 100, per_month: 100, beyond: true }, 1, 'beyond'],
  [{ caught: 0, per_month: 0, beyond: true }, 1, 'beyond'],
] as const)('%j', (volume, used, state) => {
  expect(usedOf({ rule: 'words', ...volume })).toBe(used);
  expect(stateOf({ rule: 'words', ...volume })).toBe(state);
});

// proves ADV-03: the pages of a replay add up
test('pages of a replay are one', () => {
  const difference = { mention: 'men_1', was: { escalated: false }, now: { escalated: true, queue: 'care', rule: 'urgent' } };
  const page: Replay = { looked_at: 10, same: 7, more: 1, fewer: 1, otherwise: 1, sent: 0, differences: [difference], next: 'n' };
  const { next: _, ...last } = { ...page, sent: 1 };
  const all = together(together(undefined, page), last);
  expect(all).toMatchObject({ looked_at: 20, same: 14, more: 2, fewer: 2, otherwise: 2, sent: 1 });
  expect(all.next).toBeUndefined();
  expect(all.differences).toHaveLength(2);
  expect(changed(all)).toBe(6);
});
