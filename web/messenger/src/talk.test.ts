import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused, type Message, type News, type Said, type Server } from './protocol';
import { Talk, type Memory } from './talk';

/** A server in memory that loses answers, is away, or has forgotten, as ordered. */
class Pretend {
  rows: Message[] = [];
  said: string[] = [];
  tokens = 0;
  away = false;
  /** Takes the next message, and loses its answer. */
  silent = 0;
  over = false;

  /** What each session was begun with: the page's word, and the guest's token. */
  begun: (string | null)[][] = [];

  begin = async (identity: string | null, guest: string | null) => {
    this.check();
    this.begun.push([identity, guest]);
    this.over = false;
    this.tokens += 1;
    return { token: `t${this.tokens}` };
  };
  news = async (_token: string, after: number): Promise<News> => {
    this.check();
    if (this.over) throw new Refused(410, 'session_over');
    const messages = this.rows.filter((row) => row.seq > after);
    return { messages, next: this.rows.at(-1)?.seq ?? after, read: 0, state: this.rows.length > 0 ? 'waiting' : 'none' };
  };
  say = async (_token: string, said: Said) => {
    this.check();
    if (this.over) throw new Refused(410, 'session_over');
    if (said.text === 'bad') throw new Refused(400, 'invalid');
    this.said.push(said.client_id);
    if (!this.rows.some((row) => row.client_id === said.client_id)) this.put('you', said.text, said.client_id);
    if (this.silent > 0) {
      this.silent -= 1;
      throw new TypeError('the connection broke');
    }
    return {};
  };
  read = async () => ({});
  ticket = async () => ({ ticket: 'none' });

  put(from: 'you' | 'them', text: string, client_id?: string): void {
    const seq = this.rows.length + 1;
    this.rows.push({ seq, at: '2026-11-20T09:30:00.000Z', from, text, ...(client_id === undefined ? {} : { client_id }) });
  }
  private check(): void {
    if (this.away) throw new TypeError('no network');
  }
}

function memory(): Memory & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (k) => kept.get(k) ?? null,
    setItem: (k, v) => void kept.set(k, v),
    removeItem: (k) => void kept.delete(k),
  };
}

function talkTo(server: Pretend, kept: Memory = memory()): Talk {
  const parts = {
    server: server as unknown as Server,
    live: null,
    identity: null,
    memory: kept,
    place: 'p',
    guestPlace: 'g',
    changed: () => {},
  };
  return new Talk(parts);
}

const texts = (talk: Talk) => talk.shown.messages.map((one) => one.text);

describe('a conversation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks for nothing before something is said', async () => {
    const server = new Pretend();
    const talk = talkTo(server);
    talk.watch(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.tokens).toBe(0);
    talk.stop();
  });

  it('shows each message once, however often its answer is lost', async () => {
    const server = new Pretend();
    const talk = talkTo(server);
    server.silent = 3;
    talk.say('one');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(server.said.length).toBe(4);
    expect(new Set(server.said).size).toBe(1);
    expect(texts(talk)).toEqual(['one']);
    expect(talk.shown.pending).toEqual([]);
    talk.stop();
  });

  it('keeps what is said without a network, over a reload, and hears what was said meanwhile', async () => {
    const server = new Pretend();
    const kept = memory();
    const before = talkTo(server, kept);
    before.say('one');
    await vi.advanceTimersByTimeAsync(5_000);
    server.away = true;
    before.say('two');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(before.shown.online).toBe(false);
    before.stop();
    server.put('them', 'hello');
    const after = talkTo(server, kept);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(after.shown.pending.map((one) => one.text)).toEqual(['two']);
    server.away = false;
    after.wake();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(texts(after)).toEqual(['one', 'hello', 'two']);
    expect(after.shown.pending).toEqual([]);
    expect(server.tokens).toBe(1);
    after.stop();
  });

  it('is empty after the session is over, and says what waits in a new one', async () => {
    const server = new Pretend();
    const talk = talkTo(server);
    talk.say('one');
    await vi.advanceTimersByTimeAsync(5_000);
    server.over = true;
    server.rows = [];
    await vi.advanceTimersByTimeAsync(60_000);
    expect(talk.shown.messages).toEqual([]);
    expect(server.tokens).toBe(1);
    talk.say('again');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.tokens).toBe(2);
    expect(texts(talk)).toEqual(['again']);
    talk.stop();
  });

  it('shows what the server will never take as refused, and goes on', async () => {
    const server = new Pretend();
    const talk = talkTo(server);
    talk.say('bad');
    talk.say('good');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(talk.shown.pending.map((one) => [one.text, one.state])).toEqual([['bad', 'refused']]);
    expect(texts(talk)).toEqual(['good']);
    talk.stop();
  });

  it('goes on with what the customer wrote as a guest, and spends the guest’s token', async () => {
    const server = new Pretend();
    const kept = memory();
    const guest = talkTo(server, kept);
    guest.say('one');
    await vi.advanceTimersByTimeAsync(5_000);
    guest.stop();
    kept.kept.set('g', kept.kept.get('p') ?? '');
    kept.kept.delete('p');
    const parts = { server: server as unknown as Server, live: null, memory: kept, guestPlace: 'g', changed: () => {} };
    const known = new Talk({ ...parts, identity: 'a.b.c', place: 'k' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.begun).toEqual([
      [null, null],
      ['a.b.c', 't1'],
    ]);
    expect(texts(known)).toEqual(['one']);
    expect(kept.kept.has('g')).toBe(false);
    known.stop();
    // The next page begins with what there is.
    const again = new Talk({ ...parts, identity: 'a.b.c', place: 'k' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.tokens).toBe(2);
    again.stop();
  });
});
