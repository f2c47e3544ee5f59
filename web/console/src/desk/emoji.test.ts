import { expect, test } from 'vitest';
import { EMOJI, found } from './emoji';

test('every emoji is there once and has a name in each language', () => {
  expect(EMOJI.length).toBeGreaterThan(200);
  expect(new Set(EMOJI.map((one) => one.emoji)).size).toBe(EMOJI.length);
  for (const one of EMOJI) expect([one.emoji, one.en, one.ko, one.ja].every((text) => text.trim() !== '')).toBe(true);
});

test('it is found by words of any of the languages, in any width', () => {
  const first = (query: string) => found(query).map((one) => one.emoji);
  expect(first('parcel')).toEqual(['📦']);
  expect(first('택배')).toEqual(['📦']);
  expect(first('お詫び')).toContain('🙇');
  expect(first('ｔｒｕｃｋ')).toContain('🚚');
  expect(first('heart 빨강')).toEqual(['❤️']);
  expect(first('nothing of the kind')).toEqual([]);
});
