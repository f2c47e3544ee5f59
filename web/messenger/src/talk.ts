import { Refused, type Message, type News, type Said, type Server } from './protocol';

/** What the customer has said and the server has not shown back yet. */
export type Pending = Said & { state: 'waits' | 'taken' | 'refused' };

/** What there is to see. */
export type Shown = {
  messages: Message[];
  pending: Pending[];
  state: News['state'];
  /** The customer has read up to here. */
  read: number;
  typing: boolean;
  online: boolean;
  /** This page may not show a chat. */
  blocked: boolean;
};

/** Where a token and what was not sent yet outlive the page. */
export type Memory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

type Kept = { token?: string; pending: Pending[] };

/** The state of a socket that can be used. */
const OPEN = 1;
const SOON = 300;
const LATEST = 10_000;
/** How often to ask: with a socket that tells, with an open panel without one, and in the background. */
const TOLD = 20_000;
const WATCHED = 2_500;
const ASIDE = 15_000;
const TYPING_SHOWN = 6_000;
const TYPING_SAID = 3_000;

/** What a conversation is made of. */
export type Parts = {
  server: Server;
  /** The address of the socket; without one, the server is asked more often. */
  live: string | null;
  /** The page's signed word on who the customer is. */
  identity: string | null;
  memory: Memory;
  /** Its name in the memory. */
  place: string;
  /** Where the memory holds what the customer was as a guest. */
  guestPlace: string;
  /** Called after every change of what is shown. */
  changed: () => void;
};

/**
 * One customer's conversation. Everything said is kept until the server shows it back, and is the same however often it is sent;
 * everything heard has a number, and what was missed is asked for by the last one. So a lost socket, a reload, a second tab
 * or a minute without a network lose nothing and say nothing twice.
 */
export class Talk {
  shown: Shown = { messages: [], pending: [], state: 'none', read: 0, typing: false, online: true, blocked: false };
  private token: string | undefined;
  private next = 0;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private again = false;
  private socket: WebSocket | undefined;
  private socketFailures = 0;
  private socketAfter = 0;
  private connecting = false;
  private typedAt = 0;
  private watched = false;
  private stopped = false;
  private mayJoin = true;

  private readonly server: Server;
  private readonly live: string | null;
  private readonly identity: string | null;
  private readonly memory: Memory;
  private readonly place: string;
  private readonly guestPlace: string;
  private readonly changed: () => void;

  constructor(parts: Parts) {
    this.server = parts.server;
    this.live = parts.live;
    this.identity = parts.identity;
    this.memory = parts.memory;
    this.place = parts.place;
    this.guestPlace = parts.guestPlace;
    this.changed = parts.changed;
    this.recall();
    if (this.token !== undefined || this.shown.pending.length > 0 || this.identity !== null) this.soon(0);
  }

  /** The panel is open, or not: what is open is asked for more often. */
  watch(open: boolean): void {
    this.watched = open;
    if (open && this.token !== undefined) this.soon(0);
  }

  say(text: string, choice?: string): void {
    const said: Pending = { client_id: crypto.randomUUID(), text, state: 'waits', ...(choice === undefined ? {} : { choice }) };
    this.show({ pending: [...this.shown.pending, said] });
    this.keep();
    this.soon(0);
  }

  /** The customer is writing: told at most every few seconds, and only while a socket is open. */
  typing(): void {
    const now = Date.now();
    if (now - this.typedAt < TYPING_SAID || this.socket?.readyState !== OPEN) return;
    this.typedAt = now;
    this.socket.send('{"type":"typing"}');
  }

  /** The customer has seen everything that is there. */
  see(): void {
    const newest = this.shown.messages.filter((one) => one.from === 'them').at(-1)?.seq ?? 0;
    if (newest <= this.shown.read || this.token === undefined) return;
    this.show({ read: newest });
    this.server.read(this.token, newest).catch(() => undefined);
  }

  /** What the customer was as a guest on this page, if they were one. */
  private guest(): Kept | undefined {
    if (this.identity === null || !this.mayJoin) return undefined;
    try {
      const kept = JSON.parse(this.memory.getItem(this.guestPlace) ?? '{"pending":[]}') as Kept;
      return kept.token === undefined ? undefined : kept;
    } catch {
      return undefined;
    }
  }

  /** Begins a session. What a guest wrote goes on with the customer, and what they have not sent yet. */
  private async begin(): Promise<void> {
    const guest = this.guest();
    // The page's word is good for minutes: it is tried once, and a session that is there goes on without.
    this.mayJoin = false;
    const { token } = await this.server.begin(this.identity, guest?.token ?? null);
    if (this.token !== undefined) {
      this.next = 0;
      this.show({ messages: [], state: 'none', read: 0 });
    }
    this.token = token;
    if (guest !== undefined) {
      this.show({ pending: [...guest.pending, ...this.shown.pending] });
      // Its token is spent: whoever uses this browser next is another guest.
      this.memory.removeItem(this.guestPlace);
    }
    this.keep();
  }

  /** Another tab has begun, or said something. */
  recall(): void {
    let kept: Kept = { pending: [] };
    try {
      kept = JSON.parse(this.memory.getItem(this.place) ?? '{"pending":[]}') as Kept;
    } catch {
      // What cannot be read is as good as nothing.
    }
    const known = new Set(this.shown.messages.map((one) => one.client_id));
    const pending = (kept.pending ?? []).filter((one) => !known.has(one.client_id));
    if (kept.token !== this.token) {
      this.token = kept.token;
      this.next = 0;
      this.show({ messages: [], state: 'none', read: 0 });
      this.soon(0);
    }
    this.show({ pending });
  }

  /** The network is back, the page is shown again: no waiting. */
  wake(): void {
    this.failures = 0;
    this.socketAfter = 0;
    if (this.token !== undefined || this.shown.pending.length > 0) this.soon(0);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.typingTimer);
    this.socket?.close();
  }

  private soon(after: number): void {
    if (this.stopped) return;
    if (this.running) {
      this.again ||= after === 0;
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.turn(), after);
  }

  /** Says what waits, hears what is new, and comes back in time. */
  private async turn(): Promise<void> {
    this.running = true;
    this.again = false;
    try {
      await this.exchange();
      this.failures = 0;
      this.show({ online: true });
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 403) {
        this.show({ blocked: true });
        this.stop();
      } else {
        this.failures += 1;
        this.show({ online: false });
      }
    }
    this.running = false;
    const idle = this.socket?.readyState === OPEN ? TOLD : this.watched ? WATCHED : ASIDE;
    const backing = Math.min(LATEST, SOON * 2 ** Math.min(this.failures, 6));
    if (this.token !== undefined || this.shown.pending.some((one) => one.state === 'waits'))
      this.soon(this.failures > 0 ? backing : this.again ? 0 : this.unshown() ? SOON * 3 : idle);
  }

  /** Something was taken and has not been shown back yet. */
  private unshown(): boolean {
    return this.shown.pending.some((one) => one.state === 'taken');
  }

  private async exchange(): Promise<void> {
    const none = this.token === undefined;
    if (
      this.guest() !== undefined ||
      (none && (this.identity !== null || this.shown.pending.some((one) => one.state === 'waits')))
    ) {
      await this.begin();
    }
    const token = this.token;
    if (token === undefined) return;
    try {
      for (const said of this.shown.pending.filter((one) => one.state === 'waits')) await this.deliver(token, said);
      for (let more = true; more;) more = this.hear(await this.server.news(token, this.next));
    } catch (failure) {
      if (!(failure instanceof Refused) || (failure.status !== 401 && failure.status !== 410)) throw failure;
      // The session is over: the messenger is empty again, and what was not taken goes into a new one.
      this.token = undefined;
      this.next = 0;
      this.socket?.close();
      const pending = this.shown.pending.filter((one) => one.state === 'waits');
      this.show({ messages: [], state: 'none', read: 0, pending });
      this.keep();
      this.again = pending.length > 0;
      return;
    }
    this.listen(token);
  }

  private async deliver(token: string, said: Pending): Promise<void> {
    const { client_id, text, choice } = said;
    let state: Pending['state'] = 'taken';
    try {
      await this.server.say(token, { client_id, text, ...(choice === undefined ? {} : { choice }) });
    } catch (failure) {
      const final = failure instanceof Refused && (failure.status === 400 || failure.status === 413 || failure.status === 422);
      if (!final) throw failure;
      state = 'refused';
    }
    this.show({ pending: this.shown.pending.map((one) => (one.client_id === client_id ? { ...one, state } : one)) });
    this.keep();
  }

  /** Takes in what is new; whether there is more at once. */
  private hear(news: News): boolean {
    const fresh = news.messages.filter((one) => !this.shown.messages.some((known) => known.seq === one.seq));
    const ids = new Set(news.messages.map((one) => one.client_id));
    const pending = this.shown.pending.filter((one) => !ids.has(one.client_id));
    const messages = fresh.length > 0 ? [...this.shown.messages, ...fresh].sort((a, b) => a.seq - b.seq) : this.shown.messages;
    const more = news.messages.length > 0 && news.next > this.next;
    this.next = Math.max(this.next, news.next);
    const typing = this.shown.typing && !fresh.some((one) => one.from === 'them');
    const kept = pending.length !== this.shown.pending.length;
    this.show({ messages, pending, state: news.state, read: Math.max(this.shown.read, news.read), typing });
    if (kept) this.keep();
    return more;
  }

  private listen(token: string): void {
    if (this.live === null || this.socket !== undefined || this.connecting || Date.now() < this.socketAfter || this.stopped)
      return;
    this.connecting = true;
    const live = this.live;
    const later = () => {
      this.connecting = false;
      this.socket = undefined;
      this.socketFailures += 1;
      this.socketAfter = Date.now() + Math.min(60_000, 1_000 * 2 ** Math.min(this.socketFailures, 6));
      this.soon(0);
    };
    this.server.ticket(token).then(({ ticket }) => {
      const socket = new WebSocket(`${live}?ticket=${encodeURIComponent(ticket)}`);
      this.socket = socket;
      this.connecting = false;
      socket.onopen = () => {
        this.socketFailures = 0;
        this.soon(0);
      };
      socket.onmessage = (event) => this.told(String(event.data));
      socket.onclose = later;
    }, later);
  }

  private told(text: string): void {
    const type = (JSON.parse(text) as { type?: string }).type;
    if (type === 'news') this.soon(0);
    if (type === 'typing') {
      this.show({ typing: true });
      clearTimeout(this.typingTimer);
      this.typingTimer = setTimeout(() => this.show({ typing: false }), TYPING_SHOWN);
    }
  }

  private keep(): void {
    const kept: Kept = { pending: this.shown.pending, ...(this.token === undefined ? {} : { token: this.token }) };
    this.memory.setItem(this.place, JSON.stringify(kept));
  }

  private show(now: Partial<Shown>): void {
    this.shown = { ...this.shown, ...now };
    this.changed();
  }
}
