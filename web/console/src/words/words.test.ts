import { expect, test } from 'vitest';
import { en } from './en';
import { age, duration } from './formats';
import { ja } from './ja';
import { ko } from './ko';
import { chosenTongue } from './words';

type Tree = string | ((...given: never[]) => string) | { [key: string]: Tree };

function texts(tree: Tree, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]];
  if (typeof tree === 'function') return [];
  return Object.entries(tree).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

// proves I18-01: keys are the compiler's matter; that none is empty or left in English is this test's
test.each([
  ['ko', ko],
  ['ja', ja],
] as const)('every text has its own words in %s', (_name, words) => {
  const english = new Map(texts(en as unknown as Tree));
  // Names, and marks that are the same everywhere.
  const same = new Set(['.product', '.none']);
  for (const [path, text] of texts(words as unknown as Tree)) {
    expect(text.trim(), path).not.toBe('');
    if (!same.has(path)) expect(text, path).not.toBe(english.get(path));
  }
});

// proves I18-04
test.each<[string[], string]>([
  [['ko-KR', 'en'], 'ko'],
  [['fr', 'ja'], 'ja'],
  [['de'], 'en'],
  [[], 'en'],
])('%j is answered in %s', (wanted, tongue) => {
  expect(chosenTongue(wanted)).toBe(tongue);
});

// proves I18-02: units as each language writes them
test.each<[string, number, string]>([
  ['en', 192_000, '3m 12s'],
  ['ko', 192_000, '3분 12초'],
  ['ja', 192_000, '3 分 12 秒'],
  ['en', 0, '0s'],
  ['en', -5, '0s'],
  ['en', 90_000_000, '1d 1h'],
  ['en', 3_600_000, '1h'],
])('%s: %i ms is %s', (locale, ms, text) => {
  expect(duration(locale, ms)).toBe(text);
});

test('an age has one unit', () => {
  expect([59_000, 61_000, 7_200_000].map((ms) => age('en', ms))).toEqual(['0m', '1m', '2h']);
});
