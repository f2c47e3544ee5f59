import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '../desk/queries';
import { type Api, read, type Shape } from '../api/client';
import type { operations } from '../api/schema';
import { useStack } from '../stack';
import { ASKS, type Point } from './figure';
import { type ChartName, daysOf, type FilterName, type Filters, isFiltered, narrowed, usualBucket, type View } from './view';

/** What listening asks of the API. */

export type Mention = Shape['MentionView'];
export type SavedView = Shape['Kept_SavedViewView'];

/** A view refreshes itself this often, in milliseconds (D-18). */
const EVERY = 30_000;

type Query = Pick<NonNullable<operations['list_mentions']['parameters']['query']>, FilterName>;

/** Filters as the API takes them. */
export function asked(filters: Filters): Query {
  const query: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(filters) as [FilterName, readonly string[]][]) {
    if (name !== 'escalated') query[name] = values;
    // Both values let everything through.
    else if (values.length === 1) query['escalated'] = values[0] === 'true';
  }
  // An address may hold words nobody knows: the API says which.
  return query as Query;
}

/** A filter that both ask for, with nothing in common, lets nothing through: the API need not be asked. */
export function letsNothing(filters: Filters): boolean {
  return Object.values(filters).some((values) => values.length === 0);
}

export function useWorkspace() {
  const { api } = useStack();
  return useQuery({ queryKey: ['workspace'], queryFn: () => read(api.GET('/v1/workspace')), staleTime: 5 * 60_000 });
}

export function useTopics() {
  const { api } = useStack();
  const role = useMe().data?.role;
  return useQuery({
    queryKey: ['topics'],
    queryFn: () => read(api.GET('/v1/topics', { params: { query: { limit: 100 } } })),
    enabled: role !== undefined && role !== 'agent',
    staleTime: 60_000,
  });
}

export function useAccounts() {
  const { api } = useStack();
  const role = useMe().data?.role;
  return useQuery({
    queryKey: ['accounts'],
    queryFn: () => read(api.GET('/v1/accounts', { params: { query: { limit: 100 } } })),
    enabled: role !== undefined && role !== 'agent',
    staleTime: 60_000,
  });
}

export function useViews() {
  const { api } = useStack();
  return useQuery({
    queryKey: ['views'],
    queryFn: () => read(api.GET('/v1/views', { params: { query: { limit: 100 } } })),
    staleTime: 60_000,
  });
}

/** The period of a view in its zone, in whole days. */
export function frameOf(view: View, zone: string, now: number) {
  const { from, to } = daysOf(view.period, now, zone);
  return { from, to, zone, bucket: view.bucket ?? usualBucket(from, to) };
}
export type Frame = ReturnType<typeof frameOf>;

/** The figures of one chart. They refresh themselves, except while filters are in use (LSN-13). */
export function useStats(chart: ChartName, view: View, frame: Frame, wanted = true) {
  const { api } = useStack();
  const query = { ...ASKS[chart], ...asked(view.filters), ...frame };
  return useQuery({
    // Charts that ask the same are answered together.
    queryKey: ['stats', query],
    queryFn: () => read(api.GET('/v1/stats/mentions', { params: { query } })),
    enabled: wanted,
    refetchInterval: isFiltered(view) ? false : EVERY,
    refetchIntervalInBackground: false,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

/** A page of the mentions behind a point, or of a view: what was said last comes first. */
export function askMentions(api: Api, filters: Filters, from: string, to: string, zone: string, cursor?: string) {
  return askPage(api, { ...asked(filters), from, to, zone, order: 'newest', limit: 100 }, cursor);
}

type Page = NonNullable<operations['list_mentions']['parameters']['query']>;

function askPage(api: Api, page: Page, cursor: string | undefined) {
  const query = { ...page, ...(cursor === undefined ? {} : { cursor }) };
  return read(api.GET('/v1/mentions', { params: { query } }));
}

/** All of them in the order of time, for a file: as many pages as there are. */
export async function askAllMentions(api: Api, filters: Filters, from: string, to: string, zone: string): Promise<Mention[]> {
  const all: Mention[] = [];
  if (letsNothing(filters)) return all;
  let cursor: string | undefined;
  do {
    const page = await askPage(api, { ...asked(filters), from, to, zone, limit: 100 }, cursor);
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** The filters of the mentions behind a point of a view. */
export function behindPoint(view: View, point: Point): Filters {
  return narrowed(view.filters, point.filters);
}
