import { useSyncExternalStore } from 'react';
import type { Shape } from '../api/client';
import type { Row } from './thread';

/** Answers on their way to the server: shown at once, and never lost when the agent looks elsewhere meanwhile. */

export type Pending = {
  /** The idempotency key: sending with it again sends nothing twice. */
  key: string;
  body: Shape['ReplyBody'];
  /** The words as the agent saw them; a canned response's body has none. */
  text: string;
  /** The newest row there was. */
  after: number;
  /** Why it is not sent yet; nothing while it is being sent. */
  failed: string | undefined;
  /** Whether the server may have it already: then it goes again with the same key, else with a new one. */
  unsure: boolean;
};

const NONE: readonly Pending[] = [];
let all: ReadonlyMap<string, readonly Pending[]> = new Map();
const listeners = new Set<() => void>();

function change(conversation: string, by: (before: readonly Pending[]) => readonly Pending[]): void {
  all = new Map(all).set(conversation, by(all.get(conversation) ?? NONE));
  for (const listener of listeners) listener();
}

export function put(conversation: string, pending: Pending): void {
  change(conversation, (before) => [...before.filter((one) => one.key !== pending.key), pending]);
}

export function drop(conversation: string, key: string): void {
  change(conversation, (before) => before.filter((one) => one.key !== key));
}

/** The answers of a conversation that are on their way. */
export function useOutbox(conversation: string): readonly Pending[] {
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return useSyncExternalStore(subscribe, () => all.get(conversation) ?? NONE);
}

/** Those that are not among the rows yet: pure. Each row stands for one of them. */
export function stillAway(pending: readonly Pending[], rows: readonly Row[]): Pending[] {
  const taken = new Set<number>();
  return pending.filter((one) => {
    const row = rows.find(
      (other) => other.kind === 'agent' && other.seq > one.after && (other.text ?? '') === one.text && !taken.has(other.seq),
    );
    if (row !== undefined) taken.add(row.seq);
    return row === undefined || one.failed !== undefined;
  });
}
