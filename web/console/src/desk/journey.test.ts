import { expect, test } from 'vitest';
import type { Conversation } from './boxes';
import { byMonth, channels } from './journey';

function conversation(id: string, opened: string, platform: string, visibility: string): Conversation {
  return { id, opened_at: opened, platform, visibility } as unknown as Conversation;
}

// proves AGT-04: earlier conversations in the order of time, and where somebody writes most
test('a journey goes back month by month and counts the channels', () => {
  const all = [
    conversation('a', '2026-09-10T10:00:00Z', 'line', 'private'),
    conversation('c', '2026-11-20T10:00:00Z', 'instagram', 'public'),
    conversation('b', '2026-11-02T10:00:00Z', 'line', 'private'),
  ];
  expect(byMonth(all).map(({ conversations }) => conversations.map((one) => one.id))).toEqual([['c', 'b'], ['a']]);
  expect(channels(all)).toEqual([
    { platform: 'line', visibility: 'private', count: 2 },
    { platform: 'instagram', visibility: 'public', count: 1 },
  ]);
});
