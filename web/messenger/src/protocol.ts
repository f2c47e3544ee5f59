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

/** A file of the customer's own, at an address that ends. */
export type Kept = { kind: 'image' | 'video' | 'audio' | 'file'; name: string; url: string };

/** One row of the conversation. */
export type Message = {
  seq: number;
  at: string;
  from: 'you' | 'them';
  client_id?: string;
  text?: string;
  extra?: Extra;
  files?: Kept[];
  gone?: boolean;
};

/** What there is to know now. */
export type News = {
  messages: Message[];
  next: number;
  read: number;
  state: 'none' | 'waiting' | 'with' | 'ended';
  /** For so many seconds the addresses of files are surely good. */
  fresh: number;
};

/** What the customer says. */
export type Said = { client_id: string; text: string; choice?: string; attachments?: string[] };

/** The most files of one message. */
export const MOST_FILES = 5;

/** What browsers call by other names than the server, or by none. */
const TYPES: Record<string, string> = { csv: 'text/csv', m4a: 'audio/mp4', zip: 'application/zip' };

/** The server's word on a request that it did not carry out. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  /** The most bytes, if there were too many. */
  readonly most: number;
  constructor(status: number, code: string, most = 0) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.most = most;
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

  /** Puts a file into the company's storage, and tells how far it is; what a message names it by. */
  async upload(token: string, file: File, sent: (part: number) => void, stop: AbortSignal): Promise<string> {
    const type = TYPES[file.name.toLowerCase().split('.').at(-1) ?? ''] ?? file.type;
    const told = { name: file.name, type, size: file.size };
    const room = await this.call<{ upload: string; url: string }>('POST', '/uploads', token, told);
    // `fetch` does not say how far it has come.
    const request = new XMLHttpRequest();
    await new Promise<void>((resolve, reject) => {
      const broken = () => reject(new Error(`${request.status}`));
      request.open('PUT', room.url);
      request.setRequestHeader('Content-Type', type);
      request.upload.onprogress = ({ loaded, total }) => sent(loaded / (total || 1));
      request.onload = () => (request.status === 200 ? resolve() : broken());
      request.onerror = request.onabort = broken;
      stop.onabort = () => request.abort();
      if (stop.aborted) broken();
      else request.send(file);
    });
    return room.upload;
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
    const read = (await answer.json().catch(() => ({}))) as { error?: { code?: string; most?: number } };
    if (!answer.ok) throw new Refused(answer.status, read.error?.code ?? '', read.error?.most);
    return read as T;
  }
}
