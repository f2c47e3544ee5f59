import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Problem } from '../api/client';
import { useMe } from '../desk/queries';
import { useStack } from '../stack';
import { useTelling } from '../ui/Notices';
import { askAll, type Body, DOORS, type Kept, type Kind } from './kinds';
import { useAdminWords } from './words';

/** All settings of a kind. */
export function useAll<K extends Kind>(kind: K) {
  const { api } = useStack();
  const role = useMe().data?.role;
  return useQuery<Kept[K][]>({
    queryKey: ['admin', kind],
    queryFn: () => askAll(api, kind),
    enabled: role !== undefined && role !== 'agent',
    staleTime: 10_000,
  });
}

/** Saving and deleting one setting: what is under way, and what was wrong with it. */
export function useSetting<K extends Kind>(kind: K, kept: Kept[K] | undefined, done: (id: string | undefined) => void) {
  const { api } = useStack();
  const client = useQueryClient();
  const words = useAdminWords();
  const { announce, tell } = useTelling();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const carry = useCallback(
    async (work: () => Promise<unknown>, id: string | undefined) => {
      setBusy(true);
      setProblem(undefined);
      try {
        await work();
        // The desk and the charts know the same things by other names.
        await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(kind) });
        announce(words.saved);
        done(id);
      } catch (failure) {
        setProblem(failure);
      }
      setBusy(false);
    },
    [client, kind, announce, words, done],
  );
  const save = (id: string, body: Body[K]) => carry(() => DOORS[kind].save(api, id, kept?.version, body), id);
  const remove = () => {
    if (kept !== undefined) void carry(() => DOORS[kind].remove(api, kept.id, kept.version), undefined);
  };
  return { save, remove, problem, busy, tell };
}

/** The words about one field, if it is the one that is wrong. */
export function problemAt(problem: unknown, field: string): string | undefined {
  if (!(problem instanceof Problem)) return undefined;
  const { field: wrong } = problem;
  const here = wrong === field || wrong.startsWith(`${field}.`) || wrong.startsWith(`${field}[`);
  if (!here || wrong === '') return undefined;
  const place = wrong === field ? '' : `${wrong}: `;
  return `${place}${problem.message}${problem.next === '' ? '' : ` – ${problem.next}`}`;
}

/** Whether a problem belongs to one of the fields that are shown. */
export function isPlaced(problem: unknown, fields: readonly string[]): boolean {
  return fields.some((field) => problemAt(problem, field) !== undefined);
}
