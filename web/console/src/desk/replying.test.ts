import { expect, test } from 'vitest';
import type { Shape } from '../api/client';
import { called, mentioned, counted, enterMeans, filled, fitting, missing, slashed, textOf } from './replying';

// proves CH-25: the length is the platform's: LINE counts UTF-16 units, Instagram bytes, others what a person sees
test.each<[string, number, number, number]>([
  ['abc', 3, 3, 3],
  ['한글', 2, 6, 2],
  ['👨‍👩‍👧', 8, 18, 1],
  ['か\u3099', 2, 6, 1],
])('%s is %i units, %i bytes, %i characters', (text, utf16, bytes, characters) => {
  expect([counted(text, 'utf16'), counted(text, 'bytes'), counted(text, 'characters')]).toEqual([utf16, bytes, characters]);
});

// proves CH-24: X counts by weight, as the adapter does
test.each<[string, number]>([
  ['This is a test.', 15],
  ['日本語', 6],
  ['안녕', 4],
  ['cafe\u0301', 4],
  ['👨‍👩‍👧‍👦', 2],
  ['🇰🇷', 2],
  ['https://example.com/a/very/long/path?with=query now', 27],
  ['https://a.example.co.jp/경로', 27],
])('%s weighs %i', (text, weight) => {
  expect(counted(text, 'weighted')).toBe(weight);
});

// proves AGT-07: a missing variable is found, a value is never read again
test('variables are filled in where they are known', () => {
  const values = { 'customer.name': '{{agent.name}} 민아', 'agent.name': ' ' };
  expect(filled('안녕하세요 {{ customer.name }}님', values)).toBe('안녕하세요 {{agent.name}} 민아님');
  expect(filled('{{agent.name}} {{order}}', values)).toBe('{{agent.name}} {{order}}');
  expect(missing('Refund of {{amount}} is')).toEqual({ name: 'amount', from: 10, to: 20 });
  expect(missing('nothing {open')).toBeUndefined();
});

test.each<[string, number, ReturnType<typeof slashed>]>([
  ['/la', 3, { query: 'la', from: 0 }],
  ['Hello /', 7, { query: '', from: 6 }],
  ['either/or', 9, undefined],
  ['https://x', 9, undefined],
  ['/배송', 3, { query: '배송', from: 0 }],
  ['/la and', 7, undefined],
])('in %s a list is asked for or not', (text, caret, found) => {
  expect(slashed(text, caret)).toEqual(found);
});

function canned(shortcut: string, name: string, texts: Record<string, string>, queues: string[] = []): Shape['CannedView'] {
  return { id: shortcut, shortcut, name, texts, queues };
}

// proves AGT-07, I18-02: searchable, per queue, the customer's language picks the text
test('canned responses are found by shortcut, name and words, for this queue', () => {
  const all = [
    canned('late', 'Late delivery', { ko: '죄송합니다', en: 'sorry' }),
    canned('hello', 'Relate', { en: 'Hi' }),
    canned('vip', 'VIP', { en: 'late' }, ['care-ko']),
  ];
  expect(fitting(all, 'care-en', 'LAT').map((one) => one.id)).toEqual(['late', 'hello']);
  expect(fitting(all, 'care-ko', 'lat').map((one) => one.id)).toEqual(['late', 'hello', 'vip']);
  expect(fitting(all, 'care-en', '죄송').map((one) => one.id)).toEqual(['late']);
  expect(['ko', 'ja', null].map((language) => textOf(all[0] ?? canned('', '', {}), language))).toEqual([
    '죄송합니다',
    'sorry',
    'sorry',
  ]);
});

// proves I18-02: Enter while composing never sends
test.each<[string, boolean, boolean, number, string]>([
  ['Enter', false, false, 13, 'send'],
  ['Enter', true, false, 13, 'line'],
  ['Enter', false, true, 13, 'nothing'],
  ['Enter', false, false, 229, 'nothing'],
  ['Process', false, true, 229, 'nothing'],
])('%s shift=%s composing=%s code=%i: %s', (key, shiftKey, isComposing, keyCode, meant) => {
  expect(enterMeans({ key, shiftKey, isComposing, keyCode })).toBe(meant);
});

// proves AGT-19: a note calls colleagues by their names
test('colleagues are called by @ and their names', () => {
  expect(called('please @mi', 10)).toEqual({ query: 'mi', from: 7 });
  expect(called('@', 1)).toEqual({ query: '', from: 0 });
  expect(called('mina@example.com', 9)).toBeUndefined();
  const colleagues = [
    { id: 'a', name: 'Mina' },
    { id: 'b', name: 'Mina Park' },
    { id: 'c', name: '지우' },
  ];
  expect(mentioned('@Mina Park, look', colleagues)).toEqual(['b']);
  expect(mentioned('@지우 @Mina', colleagues)).toEqual(['a', 'c']);
  expect(mentioned('Mina', colleagues)).toEqual([]);
});

// proves AGT-09: X counts weights, and an address is always 23
test('a text for X is counted as X counts it', () => {
  expect(
    ['Where is my parcel?', 'Ça va? ñ Ω', '{}[]~|^\\€', '`', '배송', '👍', 'ok 👍'].map((text) => counted(text, 'septets')),
  ).toEqual([19, 10, 18, 3, 5, 5, 12]);
  expect(counted('가'.repeat(670), 'septets')).toBe(1530);
  expect(counted('hello', 'weighted')).toBe(5);
  expect(counted('안녕 hello', 'weighted')).toBe(10);
  expect(counted('👩‍👩‍👧 🇰🇷', 'weighted')).toBe(5);
  expect(counted('see https://example.com/a?b=c', 'weighted')).toBe(27);
});
