import { expect, test } from 'vitest';
import { joined, laidOut, newestSeq, type Row, sameSheet, sheets } from './thread';

function row(seq: number, more: Partial<Row> = {}): Row {
  return {
    seq,
    id: `msg_${seq}`,
    kind: 'customer',
    conversation: 'conv_1',
    at: new Date(Date.UTC(2026, 10, 20, 9, seq)).toISOString(),
    visibility: 'private',
    direction: 'in',
    attachments: [],
    mentions: [],
    ...more,
  };
}

function rows(from: number, to: number): Row[] {
  return Array.from({ length: to - from + 1 }, (_, index) => row(from + index));
}

// proves AGT-03: ten thousand rows in pages that overlap, in any order, without gap or repeat
test('pages put together are the thread', () => {
  let all: readonly Row[] = [];
  for (let newest = 10_000; newest > 0; newest -= 50) all = joined(rows(Math.max(1, newest - 59), newest), all);
  expect(all.map((one) => one.seq)).toEqual(rows(1, 10_000).map((one) => one.seq));
});

// proves AGT-20: a row that is there already takes its newest delivery
test('a row that comes again replaces itself', () => {
  const sent = row(2, { delivery: { state: 'sent', attempts: 1 } });
  expect(joined([row(1), row(2, { delivery: { state: 'queued', attempts: 0 } })], [sent])).toEqual([row(1), sent]);
});

// proves AGT-25: what comes late has a new number and an old place
test('a late arrival is put where it was said, and what is asked for next begins behind it', () => {
  const late = row(6, { at: row(2).at });
  const all = joined(rows(1, 5), [late]);
  expect(all.map((one) => one.seq)).toEqual([1, 2, 6, 3, 4, 5]);
  expect(newestSeq(all)).toBe(6);
  expect(newestSeq([])).toBe(0);
});

test('days, conversations and authors are set apart, and one author is not repeated', () => {
  const items = laidOut(
    {
      before: undefined,
      rows: [
        row(1, { conversation: 'conv_0' }),
        row(2),
        row(3),
        row(4, { at: '2026-11-22T09:00:00.000Z' }),
        row(5, { at: '2026-11-22T09:00:30.000Z', kind: 'agent', agent: 'mina' }),
      ],
    },
    'conv_1',
    true,
  );
  expect(items.map((item) => (item.item === 'row' ? `${item.row.seq}${item.leads ? '!' : ''}` : item.item))).toEqual([
    'conversation',
    'day',
    '1!',
    'conversation',
    '2!',
    '3',
    'day',
    '4!',
    '5!',
  ]);
});

// proves AGT-05: a public and a private message of one person never stand under one head
test('a change of visibility begins anew', () => {
  const items = laidOut({ before: undefined, rows: [row(1), row(2, { visibility: 'public' })] }, 'conv_1', false);
  expect(items.filter((item) => item.item === 'row').map((item) => item.leads)).toEqual([true, true]);
});

// proves AGT-03: what was drawn stays as it is while older pages come in above
test('sheets hold every row once, and an older page changes only the sheets it touches', () => {
  const newer = rows(60, 180);
  const all = sheets(joined(newer, rows(20, 59)));
  expect(all.flatMap((sheet) => sheet.rows.map((one) => one.seq))).toEqual(rows(20, 180).map((one) => one.seq));
  expect(all[1]?.before?.seq).toBe(49);
  const was = sheets(newer);
  expect(all.map((sheet) => was.some((other) => sameSheet(sheet, other)))).toEqual([false, false, true, true]);
});
