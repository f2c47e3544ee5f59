import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsePush, pause } from './live';

const contracts = new URL('../../../../events/contracts/', import.meta.url);
/** What `realtime` pushes. */
const PUSHED = /^(conversation|message|agent|command)\..*v1\.json$/;

// proves AGT-25: every fact that is pushed is understood as its contract writes it
test('each contract names its conversation where it has one', () => {
  const files = readdirSync(contracts).filter((file) => PUSHED.test(file) && !file.includes('schema'));
  expect(files.length).toBeGreaterThan(8);
  for (const file of files) {
    const push = parsePush(readFileSync(new URL(file, contracts), 'utf8'));
    expect(push?.type, file).toBe(file.replace('.v1.json', ''));
    expect(push?.conversation?.startsWith('conv_') ?? false, file).toBe(file !== 'agent.presence.v1.json');
  }
});

test.each(['', '{', '{"type":"pong"}', 'null', '[]', '{"type":7,"data":{}}'])('%s is no push', (text) => {
  expect(parsePush(text)).toBeUndefined();
});

test('pauses grow to fifteen seconds and never all come at once', () => {
  expect([0, 1, 3, 20].map((failures) => pause(failures, 1))).toEqual([500, 1000, 4000, 15_000]);
  expect(pause(3, 0)).toBe(2000);
});
