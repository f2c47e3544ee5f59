import { expect, test } from 'vitest';
import type { Shape } from '../api/client';
import { type Box, type Conversation, inBox, isIncomplete, merged, neighbour, unnamedSince, urgency } from './boxes';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;

function at(minutes: number): string {
  return new Date(NOON + minutes * MINUTE).toISOString();
}

type Given = {
  id: string;
  unread?: number;
  written?: number;
  priority?: number;
  since?: number;
  until?: number;
  windowUntil?: number;
  changed?: number;
  queue?: string;
  name?: string | null;
};

function conversation(given: Given): Conversation {
  return {
    id: given.id,
    customer: { id: given.id, name: given.name === undefined ? 'Ella' : given.name },
    unread: given.unread ?? 1,
    priority: given.priority ?? 0,
    changed_at: at(given.changed ?? 0),
    last_customer_at: at(given.written ?? 0),
    stage: { stage: 'with', since: at(given.since ?? 0), ...(given.until === undefined ? {} : { until: at(given.until) }) },
    reply_window: { window: 'open', ...(given.windowUntil === undefined ? {} : { until: at(given.windowUntil) }) },
    needs: { queue: given.queue ?? 'care-en', skills: [] },
  } as unknown as Conversation;
}

function missed(changed: Conversation[], boxes: Partial<Shape['MissedView']> = {}): Shape['MissedView'] {
  return { as_of: at(0), changed, offered: [], with: [], wrap_up: [], waiting: {}, ...boxes };
}

// proves AGT-27: the work list is sorted by urgency
test.each<[string, Box, Given[], string[]]>([
  [
    'an offer that ends sooner comes first',
    'offered',
    [
      { id: 'late', until: 1 },
      { id: 'soon', until: 0.5 },
    ],
    ['soon', 'late'],
  ],
  [
    'a line counts waiting and head start',
    'waiting',
    [
      { id: 'long', since: -20 },
      { id: 'urgent', since: -1, priority: 60 },
    ],
    ['urgent', 'long'],
  ],
  [
    'who has waited longest comes first',
    'with',
    [
      { id: 'new', written: -1 },
      { id: 'old', written: -9 },
    ],
    ['old', 'new'],
  ],
  [
    'what is answered comes after what is not',
    'with',
    [
      { id: 'done', unread: 0, written: -90 },
      { id: 'open', written: -1 },
    ],
    ['open', 'done'],
  ],
  [
    'a window about to close comes before a longer wait',
    'with',
    [
      { id: 'old', written: -900 },
      { id: 'closing', written: -1, windowUntil: 30 },
    ],
    ['closing', 'old'],
  ],
  [
    'a window that closes tomorrow changes nothing',
    'with',
    [
      { id: 'old', written: -9 },
      { id: 'new', written: -1, windowUntil: 1440 },
    ],
    ['old', 'new'],
  ],
])('%s', (_name, box, given, order) => {
  const all = given.map(conversation);
  const ids = all.map((one) => one.id);
  const boxes = merged(undefined, missed(all, box === 'waiting' ? { waiting: { 'care-en': ids } } : { [box]: ids }), NOON);
  expect(inBox(boxes, box, undefined, NOON).map((one) => one.id)).toEqual(order);
});

// proves AGT-25: after a gap the boxes are what the server says, with what had not changed kept
test('what was missed is put to what was there, and what left is forgotten', () => {
  const before = merged(undefined, missed([conversation({ id: 'a' }), conversation({ id: 'b' })], { with: ['a', 'b'] }), NOON);
  const after = merged(
    before,
    missed([conversation({ id: 'b', unread: 4 }), conversation({ id: 'c' })], { with: ['b'], offered: ['c'] }),
    NOON + 500,
  );
  expect([...after.conversations.keys()].sort()).toEqual(['b', 'c']);
  expect(after.conversations.get('b')?.unread).toBe(4);
  expect(after.ahead).toBe(-500);
  expect(isIncomplete(after)).toBe(false);
});

test('a conversation that moved into view unchanged is noticed as missing', () => {
  const before = merged(undefined, missed([]), NOON);
  expect(isIncomplete(merged(before, missed([], { waiting: { 'care-en': ['x'] } }), NOON))).toBe(true);
});

test('one queue can be looked at alone', () => {
  const all = [conversation({ id: 'a' }), conversation({ id: 'b', queue: 'care-ko' })];
  const boxes = merged(undefined, missed(all, { with: ['a', 'b'] }), NOON);
  expect(inBox(boxes, 'with', 'care-ko', NOON).map((one) => one.id)).toEqual(['b']);
});

test.each<[string | undefined, 1 | -1, string]>([
  [undefined, 1, 'a'],
  [undefined, -1, 'c'],
  ['a', 1, 'b'],
  ['c', 1, 'c'],
  ['a', -1, 'a'],
  ['gone', 1, 'a'],
])('from %s by %i it goes to %s', (open, step, to) => {
  expect(
    neighbour(
      ['a', 'b', 'c'].map((id) => conversation({ id })),
      open,
      step,
    ),
  ).toBe(to);
});

test('a server whose clock is ahead does not change the order of what is held', () => {
  expect(urgency('with', conversation({ id: 'a', written: -2 }), NOON)).toBeLessThan(
    urgency('with', conversation({ id: 'b', written: -1 }), NOON + 9 * MINUTE),
  );
});

// proves AGT-27: a line is read behind its first hundred without gap or repeat; what the boxes know is theirs
test('what was read behind the first hundred of a line is shown once', () => {
  const [first, second, third] = ['a', 'b', 'c'].map((id, index) => conversation({ id, since: index }));
  if (first === undefined || second === undefined || third === undefined) throw new Error('there are three');
  const boxes = merged(undefined, missed([first, second], { waiting: { 'care-en': ['a'] }, with: ['b'] }), NOON);
  const ids = (queue?: string) => inBox(boxes, 'waiting', queue, NOON, [first, second, third, third]).map((one) => one.id);
  expect(ids()).toEqual(['a', 'c']);
  expect(ids('care-ko')).toEqual([]);
  expect(inBox(boxes, 'with', undefined, NOON, [third]).map((one) => one.id)).toEqual(['b']);
});

// proves AGT-25: a name that comes after its message is asked for again, as long as it may still come
test('who has no name yet is asked about again for a minute', () => {
  const boxes = (all: Conversation[], now: number) =>
    merged(undefined, missed(all, { with: all.map((one) => one.id), as_of: at(now) }), NOON);
  const ella = conversation({ id: 'ella', changed: 0 });
  const nobody = conversation({ id: 'nobody', changed: 0.5, name: null });
  const other = conversation({ id: 'other', changed: 0.2, name: null });
  expect(unnamedSince(boxes([ella], 1), NOON)).toBeUndefined();
  expect(unnamedSince(boxes([ella, nobody, other], 1), NOON)).toBe(at(0.2));
  // The server's clock counts, not this one.
  expect(unnamedSince(boxes([ella, nobody, other], 1.3), NOON)).toBe(at(0.5));
  expect(unnamedSince(boxes([nobody], 1.6), NOON)).toBeUndefined();
});
