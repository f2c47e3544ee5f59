import { expect, test } from 'vitest';
import { askAgain, mayBeKept, standing } from './files';

const SENT = '2026-03-01T10:00:00.000Z';
const at = (minutes: number) => Date.parse(SENT) + minutes * 60_000;
const ready = {
  place: 0,
  state: 'ready',
  name: 'a.png',
  content_type: 'image/png',
  size: 10,
  url: 'https://bucket.example/a',
  until: '2026-03-01T10:06:00.000Z',
} as const;

test('a picture is shown, anything else is a link, and neither after its end', () => {
  expect(standing(ready, SENT, at(1))).toEqual({ is: 'picture', url: ready.url });
  expect(standing({ ...ready, content_type: 'application/pdf' }, SENT, at(1))).toEqual({ is: 'file', url: ready.url });
  // It would run scripts if it were opened as a page.
  expect(standing({ ...ready, content_type: 'image/svg+xml' }, SENT, at(1)).is).toBe('file');
  expect(standing(ready, SENT, at(6))).toEqual({ is: 'ended' });
});

test('what is not there is on its way at first, and over later; what is refused says why', () => {
  const absent = { place: 0, state: 'absent', name: 'a.png' } as const;
  expect(standing(absent, SENT, at(1))).toEqual({ is: 'coming' });
  expect(standing(absent, SENT, at(60))).toEqual({ is: 'over' });
  expect(standing({ ...absent, state: 'unkept', why: 'dangerous' }, SENT, at(1))).toEqual({ is: 'unkept', why: 'dangerous' });
  expect(askAgain([ready, absent], SENT, at(1))).toBe(2_000);
  expect(askAgain([ready, absent], SENT, at(60))).toBe(false);
  expect(askAgain([ready], SENT, at(1))).toBe(false);
});

test('places and cards are no files', () => {
  expect(['image', 'audio', 'sticker', 'location', 'share'].map((kind) => mayBeKept({ kind } as never))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
