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
    this.asked.push(after);
    const messages = this.rows.filter((row) => row.seq > after);
    return {
      messages,
      next: this.rows.at(-1)?.seq ?? after,
      read: 0,
      state: this.rows.length > 0 ? 'waiting' : 'none',
      fresh: 3_600,
    };
  };
  /** Which session each file was uploaded in. */
  uploads = new Map<string, string>();
  upload = async (token: string, file: File, sent: (part: number) => void) => {
    this.check();
    if (this.over) throw new Refused(410, 'session_over');
    if (file.name === 'bad.exe') throw new Refused(400, 'file_type');
    if (file.name === 'large.png') throw new Refused(400, 'file_large', 25 << 20);
    if (this.lossy) throw new Error('0');
    sent(0.5);
    await new Promise((done) => setTimeout(done, 1_000));
    const upload = `upl_${this.uploads.size + 1}`;
    this.uploads.set(upload, token);
    return upload;
  };
  /** Files do not arrive, whatever else does. */
  lossy = false;
  asked: number[] = [];
  say = async (token: string, said: Said) => {
    this.check();
    if (this.over) throw new Refused(410, 'session_over');
    if (said.attachments?.some((one) => this.uploads.get(one) !== token)) throw new Refused(400, 'file_gone');
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

  const file = (name: string) => new File(['x'], name, { type: 'image/png' });
  const drafts = (talk: Talk) => talk.shown.drafts.map((one) => [one.file.name, one.upload, one.wrong?.code]);

  it('uploads files at once, sends them once, and says why one does not come along', async () => {
    const server = new Pretend();
    const talk = talkTo(server);
    talk.attach([file('a.png'), file('bad.exe'), file('large.png'), file('b.png')]);
    await vi.advanceTimersByTimeAsync(500);
    expect(talk.arriving()).toBe(true);
    expect(talk.shown.drafts[0]?.sent).toBe(0.5);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(talk.arriving()).toBe(false);
    expect(drafts(talk)).toEqual([
      ['a.png', 'upl_1', undefined],
      ['bad.exe', undefined, 'file_type'],
      ['large.png', undefined, 'file_large'],
      ['b.png', 'upl_2', undefined],
    ]);
    expect(talk.shown.drafts[2]?.wrong?.most).toBe(25 << 20);
    server.silent = 1;
    talk.say('look');
    expect(talk.shown.pending[0]).toMatchObject({ attachments: ['upl_1', 'upl_2'], names: ['a.png', 'b.png'] });
    expect(talk.shown.drafts).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(new Set(server.said).size).toBe(1);
    expect(texts(talk)).toEqual(['look']);
    talk.attach(['1', '2', '3', '4', '5', '6'].map(file));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(drafts(talk).at(-1)).toEqual(['6', undefined, 'many']);
    talk.detach(talk.shown.drafts[0]?.key ?? '');
    expect(talk.shown.drafts.length).toBe(5);
    talk.stop();
  });

  it('uploads anew what belongs to a session that is over, and tries again what the network lost', async () => {
    const server = new Pretend();
    const talk = talkTo(server);
    talk.attach([file('a.png')]);
    await vi.advanceTimersByTimeAsync(3_000);
    server.over = true;
    await vi.advanceTimersByTimeAsync(40_000);
    expect(server.tokens).toBe(2);
    expect(drafts(talk)).toEqual([['a.png', 'upl_2', undefined]]);
    talk.say('');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(talk.shown.pending).toEqual([]);
    server.away = true;
    talk.attach([file('b.png')]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(talk.arriving()).toBe(true);
    server.away = false;
    await vi.advanceTimersByTimeAsync(15_000);
    expect(drafts(talk)).toEqual([['b.png', 'upl_3', undefined]]);
    talk.detach(talk.shown.drafts[0]?.key ?? '');
    server.lossy = true;
    talk.attach([file('c.png')]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(drafts(talk)).toEqual([['c.png', undefined, '']]);
    talk.stop();
  });

  it('keeps the words of what was refused for its file, with the reason', async () => {
    const server = new Pretend();
    const kept = memory();
    const talk = talkTo(server, kept);
    talk.attach([file('a.png')]);
    await vi.advanceTimersByTimeAsync(3_000);
    server.uploads.clear();
    talk.say('important');
    await vi.advanceTimersByTimeAsync(3_000);
    const refused = [{ text: 'important', state: 'refused', why: 'file_gone' }];
    expect(talk.shown.pending).toMatchObject(refused);
    talk.stop();
    const after = talkTo(server, kept);
    expect(after.shown.pending).toMatchObject(refused);
    after.stop();
  });

  it('asks for everything anew before links of files end, and when a picture does not load', async () => {
    const server = new Pretend();
    const talk = talkTo(server);
    talk.watch(true);
    talk.say('one');
    await vi.advanceTimersByTimeAsync(5_000);
    const link = (name: string) => {
      const files = [{ kind: 'image', name: 'a.png', url: `https://bucket.example/${name}` } as const];
      server.rows[0] = { ...(server.rows[0] as Message), files: [...files] };
    };
    const shown = () => talk.shown.messages[0]?.files?.[0]?.url;
    link('first');
    expect(shown()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(shown()).toBe('https://bucket.example/first');
    // Hour by hour for as long as a link lives; and one row stays one row.
    link('second');
    server.asked = [];
    await vi.advanceTimersByTimeAsync(6 * 3_600_000);
    expect(server.asked.filter((after) => after === 0).length).toBeGreaterThanOrEqual(5);
    expect(shown()).toBe('https://bucket.example/second');
    expect(talk.shown.messages.length).toBe(1);
    // A picture that is broken is asked for once in ten minutes, however often it fails.
    server.asked = [];
    await vi.advanceTimersByTimeAsync(600_000);
    for (let n = 0; n < 5; n += 1) {
      talk.broken();
      await vi.advanceTimersByTimeAsync(3_000);
    }
    expect(server.asked.filter((after) => after === 0).length).toBe(1);
    talk.stop();
  });
});
