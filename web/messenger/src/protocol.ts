/** The messenger's own protocol: docs/web-messenger.md. Everything goes by HTTP; a socket only says when to ask. */

/** Something to tap, as the agent's answer carries it. */
export type Button = { title: string; press: { does: 'answer'; id: string } | { does: 'open'; url: string } };

/** What an answer carries beside its words. */
export type Extra =
  | { carries: 'file'; kind: 'image' | 'video' | 'audio' | 'file'; url: string; name?: string }
  | { carries: 'choices'; choices: { id: string; title: string }[] }
  | { carries: 'cards'; cards: { title: string; text: string; image?: string; buttons: Button[] }[] }
  | { carries: 'links'; links: Button[] }
  | { carries: 'place'; name: string; address: string; latitude_e6: number; longitude_e6: number };

/** One row of the conversation. */
export type Message = {
  seq: number;
  at: string;
  from: 'you' | 'them';
  client_id?: string;
  text?: string;
  extra?: Extra;
  gone?: boolean;
};

/** What there is to know now. */
export type News = {
  messages: Message[];
  next: number;
  read: number;
  state: 'none' | 'waiting' | 'with' | 'ended';
};

/** What the customer says. */
export type Said = { client_id: string; text: string; choice?: string };

/** The server's word on a request that it did not carry out. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

/** One deployment of the messenger. */
export class Server {
  readonly base: string;
  constructor(api: string, deployment: string) {
    this.base = `${api.replace(/\/$/, '')}/web/${encodeURIComponent(deployment)}`;
  }

  /** Begins a session; with the token of the guest the customer has been, what they wrote goes on. */
  begin(identity: string | null, guest: string | null = null): Promise<{ token: string }> {
    return this.call('POST', '/sessions', guest, identity === null ? {} : { identity });
  }

  news(token: string, after: number): Promise<News> {
    return this.call('GET', `/messages?after=${after}`, token);
  }

  say(token: string, said: Said): Promise<unknown> {
    return this.call('POST', '/messages', token, said);
  }

  read(token: string, seq: number): Promise<unknown> {
    return this.call('POST', '/read', token, { seq });
  }

  ticket(token: string): Promise<{ ticket: string }> {
    return this.call('POST', '/tickets', token, {});
  }

  private async call<T>(method: string, path: string, token: string | null, body?: unknown): Promise<T> {
    const headers: Record<string, string> = {};
    if (token !== null) headers['Authorization'] = `Bearer ${token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const answer = await fetch(this.base + path, {
      method,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(15_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read = (await answer.json().catch(() => ({}))) as { error?: { code?: string } };
    if (!answer.ok) throw new Refused(answer.status, read.error?.code ?? '');
    return read as T;
  }
}
