import { expect, test } from 'vitest';
import { actOf, LETTERS } from './keys';

const plain = { key: '', code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false };

// proves AGT-24, I18-02: shortcuts work with Hangul or kana input on
test.each<[string, Partial<typeof plain>, boolean, ReturnType<typeof actOf>]>([
  ['a Latin letter', { key: 'j', code: 'KeyJ' }, false, 'next'],
  ['a letter where another keyboard has it', { key: 'a', code: 'KeyQ' }, false, 'accept'],
  ['Hangul input on', { key: 'ㅓ', code: 'KeyJ' }, false, 'next'],
  ['kana input on', { key: 'ま', code: 'KeyJ' }, false, 'next'],
  ['an input method that hides the key', { key: 'Process', code: 'KeyR' }, false, 'reply'],
  ['while composing', { key: 'Process', code: 'KeyR', isComposing: true }, false, undefined],
  ['a letter that is being typed', { key: 'j', code: 'KeyJ' }, true, undefined],
  ['Alt while typing', { key: '∆', code: 'KeyJ', altKey: true }, true, 'next'],
  ['a browser shortcut', { key: 'r', code: 'KeyR', ctrlKey: true }, false, undefined],
  ['a question mark', { key: '?', code: 'Minus', shiftKey: true }, false, 'help'],
  ['a question mark with Hangul on', { key: '？', code: 'Slash', shiftKey: true }, false, 'help'],
  ['a capital', { key: 'J', code: 'KeyJ', shiftKey: true }, false, undefined],
])('%s', (_name, event, typing, act) => {
  expect(actOf({ ...plain, ...event }, typing)).toBe(act);
});

test('no letter means two things', () => {
  expect(new Set(Object.values(LETTERS)).size).toBe(Object.keys(LETTERS).length);
});
