import type { Shape } from '../api/client';

/** The agent's boxes, kept up to date with what changed since the last question: pure. */

export type Conversation = Shape['ConversationView'];
export type Box = 'offered' | 'with' | 'wrap_up' | 'waiting';
export const BOXES: readonly Box[] = ['offered', 'with', 'wrap_up', 'waiting'];

/** The API gives the first hundred of a line. */
const LINE_END = 100;

export type Boxes = {
  /** When this was true, by the server's clock; what to ask for next begins here. */
  asOf: string;
  /** Milliseconds that the server's clock is ahead of this one. */
  ahead: number;
  conversations: ReadonlyMap<string, Conversation>;
  ids: Readonly<Record<Exclude<Box, 'waiting'>, readonly string[]>>;
  /** By queue, in the order of the line. */
  waiting: Readonly<Record<string, readonly string[]>>;
};

/** Before anything was asked: everything has changed since then. */
export const BEGINNING = '1970-01-01T00:00:00.000Z';

/** What the boxes are after an answer. What is in no box any more is forgotten. `now` is when the answer came, by this clock. */
export function merged(before: Boxes | undefined, missed: Shape['MissedView'], now: number): Boxes {
  const all = new Map(before?.conversations);
  for (const one of missed.changed) all.set(one.id, one);
  const kept = new Map<string, Conversation>();
  for (const id of [...missed.offered, ...missed.with, ...missed.wrap_up, ...Object.values(missed.waiting).flat()]) {
    const found = all.get(id);
    if (found !== undefined) kept.set(id, found);
  }
  return {
    asOf: missed.as_of,
    ahead: Date.parse(missed.as_of) - now,
    conversations: kept,
    ids: { offered: missed.offered, with: missed.with, wrap_up: missed.wrap_up },
    waiting: missed.waiting,
  };
}

/** Whether a box names a conversation that was never sent: then all must be asked for again. */
export function isIncomplete(boxes: Boxes): boolean {
  const { offered, with: held, wrap_up } = boxes.ids;
  return [...offered, ...held, ...wrap_up, ...Object.values(boxes.waiting).flat()].some((id) => !boxes.conversations.has(id));
}

/** How long after a change a missing name is still waited for, in milliseconds. */
const NAMED_WITHIN = 60_000;

/**
 * The earliest change of a conversation whose customer has no name yet. A platform is asked for it when somebody first writes; it comes a
 * moment after the message, and no push tells of it: asked for since then, such a conversation counts as changed. Nothing where all have
 * names, or had time enough to get them. `now` is this clock's.
 */
export function unnamedSince(boxes: Boxes, now: number): string | undefined {
  const from = now + boxes.ahead - NAMED_WITHIN;
  const moments = [...boxes.conversations.values()]
    .filter((one) => one.customer.name == null && Date.parse(one.changed_at) > from)
    .map((one) => one.changed_at);
  return moments.toSorted()[0];
}

/** Whether the line of a queue may go on behind what was sent. */
export function hasMore(boxes: Boxes, queue: string | undefined): boolean {
  return Object.entries(boxes.waiting).some(([name, ids]) => (queue === undefined || name === queue) && ids.length >= LINE_END);
}

/**
 * The conversations of a box, most urgent first; of one queue only, if one is given. `behind` is what was read of the lines behind their
 * first hundred; what the boxes know better is taken from them.
 */
export function inBox(
  boxes: Boxes,
  box: Box,
  queue: string | undefined,
  now: number,
  behind: readonly Conversation[] = [],
): Conversation[] {
  const ids = box === 'waiting' ? Object.values(boxes.waiting).flat() : boxes.ids[box];
  const found = ids.flatMap((id) => boxes.conversations.get(id) ?? []);
  if (box === 'waiting') {
    const more = new Map(behind.filter((one) => !boxes.conversations.has(one.id)).map((one) => [one.id, one]));
    found.push(...more.values());
  }
  const wanted = queue === undefined ? found : found.filter((one) => one.needs.queue === queue);
  return wanted.toSorted((one, other) => urgency(box, one, now) - urgency(box, other, now) || one.id.localeCompare(other.id));
}

const MINUTE = 60_000;
/** A reply window that ends within this time comes before everything, in milliseconds. */
const CLOSING = 60 * MINUTE;

/**
 * When something should have been done, in milliseconds since the Unix epoch: the smaller, the more urgent. An offer by its end; a
 * line by its own order, which counts waiting and head start; what is held by how long the customer has waited, a window about
 * to close first and what is answered last.
 */
export function urgency(box: Box, one: Conversation, now: number): number {
  const moment = (text: string | null | undefined, otherwise: number) =>
    text === null || text === undefined ? otherwise : Date.parse(text);
  switch (box) {
    case 'offered':
      return moment(one.stage.until, now);
    case 'waiting':
      return Date.parse(one.stage.since) - one.priority * MINUTE;
    case 'wrap_up':
      return Date.parse(one.stage.since);
    case 'with': {
      if (one.unread === 0) return Number.MAX_SAFE_INTEGER / 2 - Date.parse(one.changed_at);
      const until = moment(one.reply_window.until, Number.POSITIVE_INFINITY);
      const written = moment(one.last_customer_at, Date.parse(one.changed_at)) - one.priority * MINUTE;
      return until > now && until - now < CLOSING ? until - now : written;
    }
  }
}

/** All conversations in the order of the screen, each once. */
export function inOrder(
  boxes: Boxes,
  queue: string | undefined,
  now: number,
  behind: readonly Conversation[] = [],
): Conversation[] {
  return BOXES.flatMap((box) => inBox(boxes, box, queue, now, behind));
}

/** The one after or before the open one; the first or last where none of them is open. */
export function neighbour(order: readonly Conversation[], open: string | undefined, step: 1 | -1): string | undefined {
  const at = order.findIndex((one) => one.id === open);
  if (at === -1) return (step === 1 ? order[0] : order.at(-1))?.id;
  return order[Math.min(order.length - 1, Math.max(0, at + step))]?.id;
}
