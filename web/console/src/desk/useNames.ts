import { useMemo } from 'react';
import { useColleagues, useCanned, useMe, useQueues } from './queries';

/** What things are called on the screen, by their ids. */
export type Names = {
  /** Who looks at the screen. */
  me: string | undefined;
  queue: (id: string) => string;
  agent: (id: string) => string;
  canned: (id: string) => string;
};

/** The same object as long as nothing is renamed: rows that were given it need not be drawn anew. */
export function useNames(): Names {
  const me = useMe().data;
  const agents = useColleagues().data;
  const queues = useQueues().data?.items;
  const canned = useCanned().data?.items;
  const [id, name] = [me?.id, me?.agent?.name];
  return useMemo(
    () => ({
      me: id,
      queue: (wanted) => queues?.find((one) => one.id === wanted)?.name ?? wanted,
      agent: (wanted) => {
        if (wanted === id) return name ?? wanted;
        // Ids of a user pool are long and say nothing; who has left has no name any more.
        return agents?.find((one) => one.id === wanted)?.name ?? (wanted.length === 36 ? wanted.slice(0, 8) : wanted);
      },
      canned: (wanted) => canned?.find((one) => one.id === wanted)?.name ?? wanted,
    }),
    [id, name, agents, queues, canned],
  );
}
