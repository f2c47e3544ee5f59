import { useQuery } from '@tanstack/react-query';
import { type Api, read } from '../api/client';
import { useMe } from '../desk/queries';
import { useStack } from '../stack';
import { type Alert, type AlertRule, countedBy, hoursOf, monthOf } from './alert';

/** What the pages of alerts ask of the API. */

/** Open alerts are looked for this often, in milliseconds; rules are read every five minutes, and told once. */
const EVERY = 30_000;

async function ofMonth(api: Api, month: string): Promise<Alert[]> {
  const all: Alert[] = [];
  let cursor: string | undefined;
  do {
    const query = { month, limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const page = await read(api.GET('/v1/alerts', { params: { query } }));
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** The alerts that opened in these months, newest first. */
export function useAlerts(months: readonly string[]) {
  const { api } = useStack();
  const role = useMe().data?.role;
  return useQuery({
    queryKey: ['alerts', ...months],
    queryFn: async () => (await Promise.all(months.map((month) => ofMonth(api, month)))).flat(),
    enabled: role !== undefined && role !== 'agent',
    refetchInterval: EVERY,
    staleTime: 5_000,
  });
}

/** Alerts that are open now: those of this month, and what the last one has left. */
export function useOpenAlerts(now: number): readonly Alert[] | undefined {
  return useAlerts([monthOf(now), monthOf(now, 1)]).data?.filter((alert) => alert.closed_at == null);
}

export function useAlertRules() {
  const { api } = useStack();
  const role = useMe().data?.role;
  return useQuery({
    queryKey: ['alert-rules'],
    queryFn: () => read(api.GET('/v1/alert-rules', { params: { query: { limit: 100 } } })),
    enabled: role !== undefined && role !== 'agent',
    staleTime: 60_000,
  });
}

/** What drives an alert. It is worked out anew while the alert is open. */
export function useCause(alert: Alert) {
  const { api } = useStack();
  return useQuery({
    queryKey: ['alert-cause', alert.id, alert.told],
    queryFn: () => read(api.GET('/v1/alerts/{id}/cause', { params: { path: { id: alert.id } } })),
    staleTime: 60_000,
  });
}

export function useHours(alert: Alert, rule: AlertRule | undefined, zone: string, now: number) {
  const { api } = useStack();
  const query = {
    measure: 'mentions' as const,
    group_by: 'none' as const,
    bucket: 'hour' as const,
    zone,
    ...countedBy(alert, rule),
    ...hoursOf(alert, now),
  };
  return useQuery({
    queryKey: ['stats', 'alert', query],
    queryFn: () => read(api.GET('/v1/stats/mentions', { params: { query } })),
    refetchInterval: alert.closed_at == null ? 60_000 : false,
    staleTime: 30_000,
  });
}

/** The newest of what an alert counts. */
export function useAlertPosts(alert: Alert, rule: AlertRule | undefined) {
  const { api } = useStack();
  const from = alert.since;
  const to = alert.closed_at ?? undefined;
  const query = { ...countedBy(alert, rule), from, ...(to === undefined ? {} : { to }), order: 'newest' as const, limit: 5 };
  return useQuery({
    queryKey: ['mentions', 'alert', alert.id, alert.told, query],
    queryFn: () => read(api.GET('/v1/mentions', { params: { query } })),
    staleTime: 30_000,
  });
}
