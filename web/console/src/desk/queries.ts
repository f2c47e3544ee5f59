import { type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Api, Problem, read, type Shape } from '../api/client';
import { useStack } from '../stack';
import { BEGINNING, type Boxes, isIncomplete, merged, unnamedSince } from './boxes';
import { joined, newestSeq, type Row, type Thread } from './thread';

/** What the desk asks of the API, and under which names the answers are kept. */

export const NAMES = {
  me: ['me'] as const,
  boxes: ['boxes'] as const,
  approvals: ['approvals'] as const,
  conversation: (id: string) => ['conversation', id] as const,
  thread: (id: string) => ['thread', id] as const,
};

/** Rows of a page of a thread. */
const PAGE = 50;
/** Settings change seldom. */
const SETTING = { staleTime: 5 * 60_000 };

export function useMe() {
  const { api } = useStack();
  return useQuery({ queryKey: NAMES.me, queryFn: () => read(api.GET('/v1/agents/me')) });
}

export async function askBoxes(api: Api, client: QueryClient): Promise<Boxes> {
  const ask = (since: string) => read(api.GET('/v1/live/missed', { params: { query: { since } } }));
  const before = client.getQueryData<Boxes>(NAMES.boxes);
  const unnamed = before && unnamedSince(before, Date.now());
  const since = before?.asOf ?? BEGINNING;
  let missed = await ask(unnamed !== undefined && unnamed < since ? unnamed : since);
  let boxes = merged(before, missed, Date.now());
  if (before !== undefined && isIncomplete(boxes)) {
    // A line has moved up, and what came into view had not changed itself.
    missed = await ask(BEGINNING);
    boxes = merged(undefined, missed, Date.now());
  }
  for (const one of missed.changed) client.setQueryData(NAMES.conversation(one.id), one);
  return boxes;
}

/** The boxes are asked for this often, in milliseconds; while the name of somebody is on its way, sooner. */
const [USUALLY, SOON] = [30_000, 2_000];

export function useBoxes() {
  const { api } = useStack();
  const client = useQueryClient();
  // A push may get lost on the way; the question is cheap, so it is asked every half minute besides.
  return useQuery({
    queryKey: NAMES.boxes,
    queryFn: () => askBoxes(api, client),
    refetchInterval: ({ state }) => (state.data && unnamedSince(state.data, Date.now()) !== undefined ? SOON : USUALLY),
    structuralSharing: false,
  });
}

/** The lines behind their first hundred, page by page. Nothing is asked before somebody looks there. */
export function useLine(queue: string | undefined) {
  const { api } = useStack();
  const line = useInfiniteQuery({
    queryKey: ['line', queue ?? ''],
    queryFn: ({ pageParam }) => {
      const where = queue === undefined ? {} : { queue };
      const from = pageParam === undefined ? {} : { cursor: pageParam };
      return read(api.GET('/v1/inbox', { params: { query: { box: 'waiting', limit: 100, ...where, ...from } } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: false,
  });
  const behind = useMemo(() => line.data?.pages.flatMap((page) => page.items) ?? [], [line.data]);
  const asked = line.data !== undefined;
  return {
    behind,
    asked,
    ended: asked && !line.hasNextPage,
    asking: line.isFetching,
    askMore: line.fetchNextPage,
    askAgain: line.refetch,
  };
}

export function useConversation(id: string) {
  const { api } = useStack();
  return useQuery({
    queryKey: NAMES.conversation(id),
    queryFn: () => read(api.GET('/v1/conversations/{id}', { params: { path: { id } } })),
  });
}

type Asked = { after_seq?: number; cursor?: string; limit: number };

function askRows(api: Api, id: string, query: Asked): Promise<Shape['Page_MessageView']> {
  return read(api.GET('/v1/conversations/{id}/messages', { params: { path: { id }, query } }));
}

/** Rows that one question for what was missed may bring. */
const MISSED = 100;

/** All rows that came after a place of the thread; nothing where too many did to be told one by one. */
async function askMissed(api: Api, id: string, seq: number): Promise<Row[] | undefined> {
  const all: Row[] = [];
  for (let from = seq; ; from = newestSeq(all)) {
    try {
      const { items } = await askRows(api, id, { after_seq: from, limit: MISSED });
      all.push(...items);
      if (items.length < MISSED) return all;
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 400) return undefined;
      throw failure;
    }
  }
}

/**
 * The thread as it is now: what was missed, and the newest page once more, since the delivery of its rows goes on. Where too
 * much was missed it begins anew.
 */
export async function askThread(api: Api, client: QueryClient, id: string): Promise<Thread> {
  const before = client.getQueryData<Thread>(NAMES.thread(id));
  const [page, missed] = await Promise.all([
    askRows(api, id, { limit: PAGE }),
    before === undefined ? undefined : askMissed(api, id, newestSeq(before.rows)),
  ]);
  if (missed === undefined) return { rows: joined([], page.items), older: page.next ?? undefined };
  // Older pages may have come in meanwhile.
  const latest = client.getQueryData<Thread>(NAMES.thread(id)) ?? { rows: [], older: undefined };
  return { rows: joined(joined(latest.rows, missed), page.items), older: latest.older };
}

export function useThread(id: string) {
  const { api } = useStack();
  const client = useQueryClient();
  const thread = useQuery({ queryKey: NAMES.thread(id), queryFn: () => askThread(api, client, id), staleTime: 0 });
  /** Asks for the page before; nothing at the beginning of the thread. */
  const askOlder = async () => {
    const now = client.getQueryData<Thread>(NAMES.thread(id));
    if (now?.older === undefined) return;
    const page = await askRows(api, id, { cursor: now.older, limit: PAGE });
    client.setQueryData<Thread>(NAMES.thread(id), (latest) => ({
      rows: joined(latest?.rows ?? [], page.items),
      older: page.next ?? undefined,
    }));
  };
  return { thread, askOlder };
}

/** Answers that wait for approval are looked for this often where no socket tells of them, in milliseconds. */
const APPROVALS = 10_000;

/** The answers that wait for approval, the oldest first: for those who decide. */
export function useApprovals() {
  const { api } = useStack();
  const role = useMe().data?.role;
  return useQuery({
    queryKey: NAMES.approvals,
    queryFn: () => read(api.GET('/v1/approvals', { params: { query: { limit: 50 } } })),
    enabled: role !== undefined && role !== 'agent',
    refetchInterval: APPROVALS,
  });
}

export function useQueues() {
  const { api } = useStack();
  return useQuery({
    queryKey: ['queues'],
    queryFn: () => read(api.GET('/v1/queues', { params: { query: { limit: 100 } } })),
    ...SETTING,
  });
}

export function useSkills() {
  const { api } = useStack();
  return useQuery({
    queryKey: ['skills'],
    queryFn: () => read(api.GET('/v1/skills', { params: { query: { limit: 100 } } })),
    ...SETTING,
  });
}

/** Everybody who works here, by name and presence. */
export function useColleagues() {
  const { api } = useStack();
  return useQuery({
    queryKey: ['colleagues', 'agents'],
    queryFn: async () => {
      const all: Shape['ColleagueView'][] = [];
      let cursor: string | undefined;
      do {
        const page = await read(
          api.GET('/v1/colleagues', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
        );
        all.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      return all;
    },
    ...SETTING,
  });
}

export function useCanned() {
  const { api } = useStack();
  return useQuery({
    queryKey: ['canned'],
    queryFn: () => read(api.GET('/v1/canned', { params: { query: { limit: 100 } } })),
    ...SETTING,
  });
}

export function useContact(id: string | undefined) {
  const { api } = useStack();
  return useQuery({
    queryKey: ['contact', id],
    queryFn: () => read(api.GET('/v1/contacts/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
  });
}

/** A person's conversations, newest first, page by page. */
export function useHistory(contact: string) {
  const { api } = useStack();
  return useInfiniteQuery({
    queryKey: ['history', contact],
    queryFn: ({ pageParam }) => {
      const query = { limit: 20, ...(pageParam === undefined ? {} : { cursor: pageParam }) };
      return read(api.GET('/v1/contacts/{id}/conversations', { params: { path: { id: contact }, query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
