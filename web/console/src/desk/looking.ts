import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Looking, Push } from '../api/live';

/** Who else looks at a conversation or types in it (AGT-15): heard over the socket, true for seconds, kept nowhere. */

/** It is said this often, in milliseconds: each time costs the stack an invocation. */
const EVERY = 20_000;
/** Typing is said sooner, and is over when nothing was typed for this long. */
const TYPING = 5_000;
/** What was heard holds this long, in milliseconds. */
const HOLDS = 45_000;

export type Looker = { agent: string; typing: boolean };
type Heard = Looker & { until: number; typingUntil: number };

let heard: ReadonlyMap<string, readonly Heard[]> = new Map();
let snapshots = new Map<string, readonly Looker[]>();
const NOBODY: readonly Looker[] = [];
const listeners = new Set<() => void>();
let sayNow: ((looking: Looking) => void) | undefined;

function told(): void {
  snapshots = new Map();
  for (const listener of listeners) listener();
}

/** Whoever looks now, of all that was heard. */
export function looking(all: readonly Heard[] | undefined, now: number): Looker[] {
  return (all ?? [])
    .filter((one) => one.until > now)
    .map(({ agent, typingUntil }) => ({ agent, typing: typingUntil > now }))
    .sort((one, other) => one.agent.localeCompare(other.agent));
}

/** A push says that somebody looks. */
export function hear({ conversation, agent, typing }: Push, now: number): void {
  if (conversation === undefined || agent === undefined) return;
  const others = (heard.get(conversation) ?? []).filter((one) => one.agent !== agent && one.until > now);
  const until = { until: now + HOLDS, typingUntil: typing ? now + TYPING + 2000 : 0 };
  heard = new Map(heard).set(conversation, [...others, { agent, typing, ...until }]);
  told();
}

/** Gives the way to say it; answers how to take it back. */
export function sayWith(say: (looking: Looking) => void): () => void {
  sayNow = say;
  return () => {
    if (sayNow === say) sayNow = undefined;
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // What was heard stops being true by itself.
  const timer = setInterval(told, 2000);
  return () => {
    listeners.delete(listener);
    clearInterval(timer);
  };
}

/** Who else has the conversation open. */
export function useLookers(conversation: string): readonly Looker[] {
  return useSyncExternalStore(subscribe, () => {
    const kept = snapshots.get(conversation);
    if (kept !== undefined) return kept;
    const now = looking(heard.get(conversation), Date.now());
    const made = now.length === 0 ? NOBODY : now;
    snapshots.set(conversation, made);
    return made;
  });
}

/** Says that this screen has the conversation open; the answer says that something is being typed. */
export function useLooking(conversation: string, queue: string): () => void {
  const lastTyped = useRef(0);
  useEffect(() => {
    const say = () => {
      if (document.visibilityState === 'visible')
        sayNow?.({ conversation, queue, typing: Date.now() - lastTyped.current < TYPING });
    };
    // The socket may be a moment younger than the screen.
    const soon = setTimeout(say, 300);
    const timer = setInterval(say, EVERY);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, [conversation, queue]);
  return () => {
    const now = Date.now();
    if (now - lastTyped.current < TYPING) return;
    lastTyped.current = now;
    sayNow?.({ conversation, queue, typing: true });
  };
}
