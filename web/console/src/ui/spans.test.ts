import { expect, test } from 'vitest';
import { ofBytes, pieces } from './spans';

// proves ADV-02: what is marked is what was found, whatever the script
test('a text is cut at code points', () => {
  expect(pieces('배송이 늦어요', [{ start: 0, end: 2 }])).toEqual([
    { text: '배송', marked: true },
    { text: '이 늦어요', marked: false },
  ]);
  expect(pieces('🚚 late late', [{ start: 2, end: 6 }])).toEqual([
    { text: '🚚 ', marked: false },
    { text: 'late', marked: true },
    { text: ' late', marked: false },
  ]);
  expect(
    pieces('abc', [
      { start: 0, end: 2 },
      { start: 1, end: 9 },
    ]),
  ).toEqual([{ text: 'abc', marked: true }]);
  expect(pieces('', [{ start: 0, end: 1 }])).toEqual([]);
});

test('bytes of UTF-8 become code points', () => {
  expect(ofBytes('é배🚚x', [{ start: 2, end: 5 }])).toEqual([{ start: 1, end: 2 }]);
  expect(ofBytes('é배🚚x', [{ start: 5, end: 10 }])).toEqual([{ start: 2, end: 4 }]);
});
