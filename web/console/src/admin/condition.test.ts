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
      null,
    ])
      expect(flat(one)).toBeUndefined();
  });
});
