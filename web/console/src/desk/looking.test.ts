import { expect, it } from 'vitest';
import { looking } from './looking';

// proves AGT-15: what was heard is true for as long as it holds, typing for less
it('forgets who has gone', () => {
  const all = [
    { agent: 'mina', typing: true, until: 100, typingUntil: 50 },
    { agent: 'jiwoo', typing: false, until: 60, typingUntil: 0 },
  ];
  expect(looking(all, 40)).toEqual([
    { agent: 'jiwoo', typing: false },
    { agent: 'mina', typing: true },
  ]);
  expect(looking(all, 70)).toEqual([{ agent: 'mina', typing: false }]);
  expect(looking(all, 100)).toEqual([]);
  expect(looking(undefined, 0)).toEqual([]);
});
