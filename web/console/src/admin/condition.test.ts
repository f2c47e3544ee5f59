import { describe, expect, it } from 'vitest';
import { condition, flat } from './condition';

describe('a condition', () => {
  it('is a list where it is one, and reads back as it was', () => {
    for (const one of [
      { all: [] },
      { all: [{ field: 'sentiment', operator: 'is', value: 'negative' }] },
      {
        any: [
          { field: 'intent', operator: 'one_of', value: ['question', 'complaint'] },
          { field: 'text', operator: 'matches', value: 'a, "b c"' },
        ],
      },
      { all: [{ field: 'language', operator: 'is_unknown' }] },
      {
        all: [
          { field: 'followers', operator: 'at_least', value: 10_000 },
          { field: 'verified', operator: 'is', value: true },
          { field: 'known_customer', operator: 'is', value: false },
          { field: 'flag', operator: 'none_of', value: ['spam', 'abuse'] },
        ],
      },
    ]) {
      const list = flat(one);
      expect(list, JSON.stringify(one)).toBeDefined();
      expect(list && condition(list)).toEqual(one);
    }
    expect(flat({ field: 'topic', operator: 'is', value: 'app' })?.tests).toHaveLength(1);
  });

  it('is left as it is where it is more than a list', () => {
    for (const one of [
      { not: { field: 'topic', operator: 'is', value: 'app' } },
      { all: [{ any: [] }] },
      { all: [{ field: 'mood', operator: 'is', value: 'x' }] },
      { all: [{ field: 'verified', operator: 'is_not', value: true }] },
      { all: [{ field: 'time', operator: 'within', value: { from: '09:00', until: '18:00', zone: 'Asia/Seoul' } }] },
      null,
    ])
      expect(flat(one)).toBeUndefined();
  });
});
