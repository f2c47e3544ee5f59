import { useQuery } from '@tanstack/react-query';
import { Problem, read, type Shape } from '../api/client';
import { useStack } from '../stack';

/** Whether crisis mode is on is looked for this often, in milliseconds. */
const EVERY = 60_000;

export type Crisis = Shape['Kept_CrisisView'];

/** The crisis that is on; null where none is. */
export function useCrisis() {
  const { api } = useStack();
  return useQuery({
    queryKey: ['crisis'],
    queryFn: async (): Promise<Crisis | null> => {
      try {
        return await read(api.GET('/v1/crisis'));
      } catch (failure) {
        if (failure instanceof Problem && failure.status === 404) return null;
        throw failure;
      }
    },
    refetchInterval: EVERY,
    staleTime: 10_000,
  });
}
