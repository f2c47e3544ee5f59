import { expect, test } from 'vitest';
import { doable, isModerable } from './moderating';
import type { Row } from './thread';

const ALL = ['hide', 'unhide', 'like', 'unlike', 'delete'] as const;
const said = {
  id: 'msg_1',
  kind: 'customer',
  visibility: 'public',
  external_id: 'c1',
  attachments: [],
  mentions: [],
} as unknown as Row;
const did = (what: string, detail = 'msg_1') => ({ id: `act-${what}`, kind: 'activity', what, detail }) as unknown as Row;

test('only what customers wrote for all to see can be hidden, liked or deleted', () => {
  expect(isModerable(said)).toBe(true);
  expect(isModerable({ ...said, visibility: 'private' })).toBe(false);
  expect(isModerable({ ...said, kind: 'agent' })).toBe(false);
  expect(isModerable({ ...said, external_id: null })).toBe(false);
  expect(isModerable({ ...said, changed: { how: 'deleted', at: '2026-01-01T00:00:00Z' } })).toBe(false);
});

test('what was done can be undone, and is not offered again', () => {
  expect(doable(ALL, 'msg_1', [said])).toEqual(['hide', 'like', 'delete']);
  expect(doable(ALL, 'msg_1', [said, did('hidden'), did('liked')])).toEqual(['unhide', 'unlike', 'delete']);
  expect(doable(ALL, 'msg_1', [said, did('hidden'), did('unhidden')])).toEqual(['hide', 'like', 'delete']);
  expect(doable(ALL, 'msg_1', [said, did('hidden', 'msg_2')])).toEqual(['hide', 'like', 'delete']);
  expect(doable(ALL, 'msg_1', [said, did('removed')])).toEqual([]);
  // The platform did not do it: the row says so, and no message.
  expect(doable(['hide', 'delete'], 'msg_1', [said, did('not_hidden', 'refused')])).toEqual(['hide', 'delete']);
  expect(doable([], 'msg_1', [said])).toEqual([]);
});
