import type { Api } from './client';
import { read } from './client';

/** The socket: it says that something changed. What there is now is asked of the API. */

/** A push: a fact as `events/contracts` has it, of which the screen needs the name and the conversation. */
export type Push = {
  type: string;
  conversation: string | undefined;
  message: string | undefined;
  /** Of `colleague.looking`: who, and whether they type. */
  agent: string | undefined;
  typing: boolean;
};

/** What a screen says: it has this conversation open. */
export type Looking = { conversation: string; queue: string; typing: boolean };

export type LiveState = 'connecting' | 'live' | 'offline';

/** An idle socket is closed by the gateway after ten minutes; this keeps it, in milliseconds. */
const BREATH = 60_000;
/** No answer to that within this time means the line is dead, in milliseconds. */
const DEAD = 10_000;
/** The longest pause between two attempts, in milliseconds. */
const LONGEST_PAUSE = 15_000;

/** Reads a push; nothing for what is none. */
export function parsePush(text: string): Push | undefined {
  try {
    const push = JSON.parse(text) as { type?: unknown; data?: Record<string, unknown> };
    if (typeof push.type !== 'string' || push.data === undefined) return undefined;
    const word = (value: unknown) => (typeof value === 'string' ? value : undefined);
    const { conversation, message, agent, typing } = push.data;
    return {
      type: push.type,
      conversation: word(conversation),
      message: word(message),
      agent: word(agent),
      typing: typing === true,
    };
  } catch {
    return undefined;
  }
}

/** The pause before an attempt, after so many that failed, in milliseconds: half of it is chance, so that not all come at once. */
export function pause(failures: number, chance: number): number {
  const most = Math.min(LONGEST_PAUSE, 500 * 2 ** failures);
  return most / 2 + (most / 2) * chance;
}

/**
 * Keeps a socket open until it is stopped. `onOpen` is called each time there is a new one: what was missed must be asked for
 * then.
 */
export function listen(
  api: Api,
  address: string,
  on: { push: (push: Push) => void; state: (state: LiveState) => void; open: () => void },
): { stop: () => void; say: (looking: Looking) => void } {
  let socket: WebSocket | undefined;
  let failures = 0;
  // An attempt that another one has overtaken must not speak any more.
  let newest = 0;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let breath: ReturnType<typeof setInterval> | undefined;
  let dead: ReturnType<typeof setTimeout> | undefined;

  const later = () => {
    clearInterval(breath);
    clearTimeout(dead);
    if (stopped) return;
    on.state('offline');
    clearTimeout(timer);
    timer = setTimeout(connect, pause(failures, Math.random()));
    failures += 1;
  };

  const connect = async () => {
    clearTimeout(timer);
    if (stopped) return;
    newest += 1;
    const mine = newest;
    let ticket: string;
    try {
      ticket = (await read(api.POST('/v1/live/tickets'))).ticket;
    } catch {
      if (mine === newest) later();
      return;
    }
    if (stopped || mine !== newest) return;
    const made = new WebSocket(`${address}?ticket=${encodeURIComponent(ticket)}`);
    socket = made;
    made.onopen = () => {
      failures = 0;
      on.state('live');
      on.open();
      breath = setInterval(() => {
        made.send('{"type":"ping"}');
        clearTimeout(dead);
        dead = setTimeout(() => made.close(), DEAD);
      }, BREATH);
    };
    made.onmessage = (event) => {
      clearTimeout(dead);
      const push = parsePush(String(event.data));
      if (push !== undefined) on.push(push);
    };
    made.onclose = () => {
      if (mine === newest) later();
    };
  };

  const wake = () => {
    if (socket?.readyState !== WebSocket.OPEN) {
      failures = 0;
      void connect();
    }
  };
  window.addEventListener('online', wake);
  const cut = () => socket?.close();
  window.addEventListener('offline', cut);
  on.state('connecting');
  void connect();
  const stop = () => {
    stopped = true;
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', cut);
    clearTimeout(timer);
    clearInterval(breath);
    clearTimeout(dead);
    socket?.close();
  };
  // Said into the air while there is no socket: seconds later it is said again.
  const say = (looking: Looking) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'looking', ...looking }));
  };
  return { stop, say };
}
