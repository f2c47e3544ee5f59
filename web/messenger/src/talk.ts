import { MOST_FILES, Refused, type Message, type News, type Said, type Server } from './protocol';

/** What the customer has said and the server has not shown back yet. */
export type Pending = Said & { state: 'waits' | 'taken' | 'refused'; names?: string[]; why?: string };

/** A file on its way, or there, for the next message; or why it does not come along. */
export type Draft = {
  key: string;
  file: File;
  stop: AbortController;
  running: boolean;
  tries: number;
  sent: number;
  upload?: string;
  wrong?: { code: string; most: number };
};

/** What there is to see. */
export type Shown = {
  messages: Message[];
  pending: Pending[];
  drafts: Draft[];
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
/** Pictures that do not load are asked for anew, and no more often than this. */
const BROKEN = 600_000;
/** A file that the network loses is tried so often. */
const TRIES = 6;

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
  shown: Shown = { messages: [], pending: [], drafts: [], state: 'none', read: 0, typing: false, online: true, blocked: false };
  private token: string | undefined;
  private next = 0;
  /** All that is shown was asked for then, and its links are good until then. */
  private asked = 0;
  private fresh = Infinity;
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

  /** Says it, with the files that are there; a choice goes without. */
  say(text: string, choice?: string): void {
    const said: Pending = { client_id: crypto.randomUUID(), text, state: 'waits', ...(choice === undefined ? {} : { choice }) };
    const files = this.shown.drafts.filter((one) => one.upload !== undefined);
    if (choice === undefined) {
      if (files.length > 0) {
        said.attachments = files.map((one) => one.upload as string);
        said.names = files.map((one) => one.file.name);
      }
      this.show({ drafts: [] });
    }
    this.show({ pending: [...this.shown.pending, said] });
    this.keep();
    this.soon(0);
  }

  /** Files for the next message: on their way at once. */
  attach(files: Iterable<File>): void {
    const added = [...files].map((file): Draft => {
      const stop = new AbortController();
      return { key: crypto.randomUUID(), file, stop, running: false, tries: 0, sent: 0 };
    });
    const all = [...this.shown.drafts, ...added];
    const most = MOST_FILES;
    this.show({ drafts: all.map((one, n) => (n < most ? one : { ...one, wrong: { code: 'many', most } })) });
    this.soon(0);
  }

  /** A file does not come along. */
  detach(key: string): void {
    this.shown.drafts.find((one) => one.key === key)?.stop.abort();
    this.show({ drafts: this.shown.drafts.filter((one) => one.key !== key) });
  }

  /** A picture did not load: its link may have ended. */
  broken(): void {
    if (Date.now() - this.asked < BROKEN) return;
    this.fresh = 0;
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
    if (this.token !== undefined) this.forget();
    this.token = token;
    if (guest !== undefined) {
      this.show({ pending: [...guest.pending, ...this.shown.pending] });
      // Its token is spent: whoever uses this browser next is another guest.
      this.memory.removeItem(this.guestPlace);
    }
    this.keep();
  }

  /** Nothing of a session that is over, or another's now, is shown; files go into the next one. */
  private forget(): void {
    this.next = 0;
    const drafts = this.shown.drafts.map(({ upload: _, ...one }) => one);
    this.show({ messages: [], state: 'none', read: 0, drafts });
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
      this.forget();
      this.soon(0);
    }
    this.show({ pending });
  }

  /** The network is back, the page is shown again: no waiting. */
  wake(): void {
    this.failures = 0;
    this.socketAfter = 0;
    if (this.token !== undefined || this.shown.pending.length > 0 || this.arriving()) this.soon(0);
  }

  /** Files are on their way. */
  arriving(): boolean {
    return this.shown.drafts.some((one) => one.upload === undefined && one.wrong === undefined);
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
    // A file that was lost on its way is tried again with the next turn.
    const idle = this.arriving() ? WATCHED : this.socket?.readyState === OPEN ? TOLD : this.watched ? WATCHED : ASIDE;
    const backing = Math.min(LATEST, SOON * 2 ** Math.min(this.failures, 6));
    if (this.token !== undefined || this.arriving() || this.shown.pending.some((one) => one.state === 'waits'))
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
      (none && (this.identity !== null || this.arriving() || this.shown.pending.some((one) => one.state === 'waits')))
    ) {
      await this.begin();
    }
    const token = this.token;
    if (token === undefined) return;
    try {
      for (const said of this.shown.pending.filter((one) => one.state === 'waits')) await this.deliver(token, said);
      // Links of files end. What is shown is asked for anew before that, or when a laptop wakes after it.
      if (this.watched && Date.now() >= this.fresh) this.next = 0;
      for (let more = true; more;) more = this.hear(await this.server.news(token, this.next));
    } catch (failure) {
      if (!(failure instanceof Refused) || (failure.status !== 401 && failure.status !== 410)) throw failure;
      // The session is over: the messenger is empty again, and what was not taken goes into a new one.
      this.token = undefined;
      this.forget();
      this.socket?.close();
      const pending = this.shown.pending.filter((one) => one.state === 'waits');
      this.show({ pending });
      this.keep();
      this.again = pending.length > 0 || this.arriving();
      return;
    }
    this.listen(token);
    for (const draft of this.shown.drafts)
      if (draft.upload === undefined && draft.wrong === undefined && !draft.running) void this.bring(token, draft);
  }

  /** Uploads a file, beside everything else. */
  private async bring(token: string, { key, file, stop, tries }: Draft): Promise<void> {
    const now = (change: Partial<Draft>) =>
      this.show({ drafts: this.shown.drafts.map((one) => (one.key === key ? { ...one, ...change } : one)) });
    now({ running: true, tries: tries + 1 });
    try {
      const upload = await this.server.upload(token, file, (sent) => now({ sent }), stop.signal);
      now(token === this.token ? { running: false, upload } : { running: false });
    } catch (failure) {
      const refused = failure instanceof Refused ? failure : undefined;
      // The session may be over, or the network away: the next turn finds out, and tries again.
      const final = refused?.status === 400 || tries + 1 >= TRIES;
      const wrong = { code: refused?.code ?? '', most: refused?.most ?? 0 };
      now({ running: false, sent: 0, ...(final ? { wrong } : {}) });
      this.soon(WATCHED);
    }
  }

  private async deliver(token: string, said: Pending): Promise<void> {
    const { client_id, text, choice, attachments } = said;
    let now: Partial<Pending> = { state: 'taken' };
    try {
      // What is not there is not written.
      await this.server.say(token, { client_id, text, choice, attachments } as Said);
    } catch (failure) {
      const final = failure instanceof Refused && (failure.status === 400 || failure.status === 413 || failure.status === 422);
      if (!final) throw failure;
      now = { state: 'refused', why: failure.code };
    }
    this.show({ pending: this.shown.pending.map((one) => (one.client_id === client_id ? { ...one, ...now } : one)) });
    this.keep();
  }

  /** Takes in what is new; whether there is more at once. */
  private hear(news: News): boolean {
    const fresh = news.messages.filter((one) => !this.shown.messages.some((known) => known.seq === one.seq));
    const ids = new Set(news.messages.map((one) => one.client_id));
    const pending = this.shown.pending.filter((one) => !ids.has(one.client_id));
    if (this.next === 0) {
      this.asked = Date.now();
      this.fresh = this.asked + news.fresh * 1_000;
    }
    const heard = new Set(news.messages.map((one) => one.seq));
    const rest = this.shown.messages.filter((one) => !heard.has(one.seq));
    const messages = heard.size > 0 ? [...rest, ...news.messages].sort((a, b) => a.seq - b.seq) : this.shown.messages;
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
