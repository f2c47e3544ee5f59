import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Problem } from '../api/client';
import { useMe } from '../desk/queries';
import { useStack } from '../stack';
import { useTelling } from '../ui/Notices';
import { number } from '../words/formats';
import { useSpoken } from '../words/useWords';
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

/** Whether a problem is of this field, or of a part of it. */
function isAt(problem: unknown, field: string): problem is Problem {
  if (!(problem instanceof Problem) || problem.field === '') return false;
  return problem.field === field || problem.field.startsWith(`${field}.`) || problem.field.startsWith(`${field}[`);
}

/** Whether a problem belongs to one of the fields that are shown. */
export function isPlaced(problem: unknown, fields: readonly string[]): boolean {
  return fields.some((field) => isAt(problem, field));
}

/** What is wrong with a field: in the screen's language where the kind of mistake is known, else in the API's words. */
export function useProblemAt(problem: unknown): (field: string) => string | undefined {
  const { locale } = useSpoken();
  const words = useAdminWords();
  return (field) => {
    if (!isAt(problem, field)) return undefined;
    const place = problem.field === field ? '' : `${problem.field}: `;
    const kind = FAULTS.find((one) => one === problem.reason);
    if (kind !== undefined) return `${place}${words.faults[kind](bound(locale, problem.least), bound(locale, problem.most))}`;
    return `${place}${problem.message}${problem.next === '' ? '' : ` – ${problem.next}`}`;
  };
}

/** The kinds of mistakes that have words of their own here. */
const FAULTS = [
  'empty',
  'missing',
  'too_long',
  'too_many',
  'out_of_range',
  'no_such',
  'twice',
  'bad_form',
  'meaningless',
] as const;

function bound(locale: string, value: number | undefined): string {
  return value === undefined ? '' : number(locale, value);
}
