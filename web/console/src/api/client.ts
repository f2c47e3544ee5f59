import createClient, { type Client } from 'openapi-fetch';
import type { Session } from '../sign-in/session';
import type { components, paths } from './schema';

/** The shapes of the API by their names. */
export type Shape = components['schemas'];

/** The API refused or could not be reached. */
export class Problem extends Error {
  /** A stable word: the API's own, or `network`. */
  readonly code: string;
  /** What to do about it, in the API's words. */
  readonly next: string;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** Which part of what was sent is wrong, as a path; empty where it is no part. */
  readonly field: string;
  /** The kind of mistake in that field, as `too_long`; and its bounds, where it has some. */
  readonly reason: string | undefined;
  readonly least: number | undefined;
  readonly most: number | undefined;
  /** Where in a query the mistake is, in characters from its start. */
  readonly position: number | undefined;

  constructor(code: string, message: string, next: string, status: number, told: Partial<Shape['ErrorView']> = {}) {
    super(message);
    this.field = told.field ?? '';
    this.reason = told.reason ?? undefined;
    this.least = told.least ?? undefined;
    this.most = told.most ?? undefined;
    this.position = told.position ?? undefined;
    this.code = code;
    this.next = next;
    this.status = status;
  }

  /** Whether the same request may work later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export type Api = Client<paths>;

export function makeApi(base: string, session: Session): Api {
  const api = createClient<paths>({ baseUrl: base });
  api.use({
    async onRequest({ request }) {
      request.headers.set('Authorization', `Bearer ${await session.token()}`);
      // Mistakes in a query are explained in the language of the screen.
      request.headers.set('Accept-Language', document.documentElement.lang);
      return request;
    },
    onResponse({ response }) {
      if (response.status === 401) session.refused();
    },
  });
  return api;
}

/** Something that the description only calls an object: its types know no field of it. */
export function opaque(value: object): Record<string, never> {
  return value as Record<string, never>;
}

/** The body of an answer, or the problem it tells of. */
export async function read<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let answer: { data?: T; error?: unknown; response: Response };
  try {
    answer = await asked;
  } catch (failure) {
    throw new Problem('network', failure instanceof Error ? failure.message : String(failure), '', 0);
  }
  if (answer.response.ok) return answer.data as T;
  const told = (answer.error as { error?: Shape['ErrorView'] } | undefined)?.error;
  throw new Problem(
    told?.code ?? String(answer.response.status),
    told?.message ?? '',
    told?.next ?? '',
    answer.response.status,
    told,
  );
}
