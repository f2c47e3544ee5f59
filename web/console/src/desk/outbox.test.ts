import { expect, test } from 'vitest';
import { type Pending, stillAway } from './outbox';
import type { Row } from './thread';

function pending(key: string, text: string, after: number, failed?: string): Pending {
  return { key, body: { text }, text, after, failed, unsure: false };
}

function agentRow(seq: number, text: string): Row {
  return { seq, id: `msg_${seq}`, kind: 'agent', text } as Row;
}

// proves AGT-20: an answer is shown once, on its way or as a row
test('an answer leaves the outbox when its row is there, and each row stands for one', () => {
  const twice = [pending('a', 'ok', 3), pending('b', 'ok', 3)];
  expect(stillAway(twice, []).map((one) => one.key)).toEqual(['a', 'b']);
  expect(stillAway(twice, [agentRow(4, 'ok')]).map((one) => one.key)).toEqual(['b']);
  expect(stillAway(twice, [agentRow(3, 'ok')]).length).toBe(2);
});

test('an answer that failed stays until somebody decides', () => {
  expect(stillAway([pending('a', 'ok', 3, 'no way')], [agentRow(4, 'ok')]).length).toBe(1);
});
