import { expect, test } from 'vitest';
import { draftOf, emptyDraft, ruleOf } from './urgency';

test('a rule is the same after it was shown and read back', () => {
  const rule = {
    id: 'gas',
    level: 'high' as const,
    any: { en: ['gas leak', 'smell* .. gas'], ko: ['가스'] },
    with: { ko: ['샌다', '냄새'] },
    unless: {},
  };
  expect(ruleOf(draftOf(rule))).toEqual(rule);
});

test('empty lines and spaces are no terms, and languages without terms are left out', () => {
  const draft = { ...emptyDraft(), id: ' fire ', any: { en: ' on fire \n\n smoke', ko: ' \n', ja: '' } };
  expect(ruleOf(draft)).toEqual({ id: 'fire', level: 'high', any: { en: ['on fire', 'smoke'] }, with: {}, unless: {} });
});
