import type { Shape } from '../api/client';

/** The rows of a thread as far as they were asked for, without gap or repeat: pure. */

export type Row = Shape['MessageView'];

export type Thread = {
  /** Oldest first by the platform's time, each once. `seq` counts them as they came: a late arrival has a new number and an old place. */
  rows: readonly Row[];
  /** Where the next older page begins; nothing at the beginning of the thread. */
  older: string | undefined;
};

/** Puts rows among others: a row that is there already is replaced, since its delivery may have gone on. */
export function joined(rows: readonly Row[], more: readonly Row[]): Row[] {
  const all = new Map(rows.map((row) => [row.id, row]));
  for (const row of more) all.set(row.id, row);
  return [...all.values()].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.seq - other.seq));
}

/** The greatest `seq` there is: whatever comes has a greater one. 0 for none. */
export function newestSeq(rows: readonly Row[]): number {
  return rows.reduce((most, row) => Math.max(most, row.seq), 0);
}

/** Rows that are drawn and measured together. */
export type Sheet = { key: string; rows: readonly Row[]; before: Row | undefined };

/** A row whose `seq` is a multiple of this begins a sheet. */
const SHEET = 50;

/**
 * The rows in sheets. Where one begins depends on the row alone, and a sheet is called by what follows it, so that older rows
 * change nothing but the sheets they are in.
 */
export function sheets(rows: readonly Row[]): Sheet[] {
  const made: Sheet[] = [];
  let from = 0;
  const cut = (to: number, key: string) => {
    if (to > from) made.push({ key, rows: rows.slice(from, to), before: rows[from - 1] });
    from = to;
  };
  rows.forEach((row, index) => {
    if (row.seq % SHEET === 0) cut(index, row.id);
  });
  cut(rows.length, 'newest');
  return made;
}

/** Whether two sheets show the same. */
export function sameSheet(one: Sheet, other: Sheet): boolean {
  return (
    one.key === other.key &&
    one.before === other.before &&
    one.rows.length === other.rows.length &&
    one.rows.every((row, index) => row === other.rows[index])
  );
}

/** What is shown between rows or instead of their heads. */
export type Item =
  | { item: 'day'; at: string; key: string }
  | { item: 'conversation'; current: boolean; key: string }
  | { item: 'row'; row: Row; leads: boolean; key: string };

/** Rows of one author within this time stand together, in milliseconds. */
const TOGETHER = 5 * 60_000;

function author(row: Row): string {
  return `${row.kind} ${row.agent ?? row.author?.id ?? ''} ${row.visibility}`;
}

function localDay(at: string): string {
  return new Date(at).toDateString();
}

/** The rows of a sheet with a line at each new day and, in a thread of `several` conversations, at each of them. */
export function laidOut(sheet: Pick<Sheet, 'rows' | 'before'>, current: string, several: boolean): Item[] {
  const items: Item[] = [];
  let before = sheet.before;
  for (const row of sheet.rows) {
    const newConversation = several && row.conversation !== before?.conversation;
    if (newConversation) items.push({ item: 'conversation', current: row.conversation === current, key: `c${row.seq}` });
    const newDay = before === undefined || localDay(before.at) !== localDay(row.at);
    if (newDay) items.push({ item: 'day', at: row.at, key: `d${row.seq}` });
    const apart = before === undefined || author(before) !== author(row) || Date.parse(row.at) - Date.parse(before.at) > TOGETHER;
    items.push({ item: 'row', row, leads: newDay || newConversation || apart, key: row.id });
    before = row;
  }
  return items;
}
