import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Problem, read, type Shape } from '../api/client';
import { carryOut, type Move, settled } from '../api/commands';
import { useStack } from '../stack';
import { useTelling } from '../ui/Notices';
import { useWords } from '../words/useWords';
import type { Words } from '../words/words';
import { NAMES } from './queries';

/** A problem in the screen's language where its word is known, else in the API's words. */
export function told(words: Words, failure: unknown): string {
  if (!(failure instanceof Problem)) return failure instanceof Error ? failure.message : String(failure);
  const known = (words.problems as Readonly<Record<string, string>>)[failure.code];
  if (known !== undefined) return known;
  return failure.message === '' ? words.failed : `${failure.message}. ${failure.next}`;
}

/** Doing things with a conversation: what is under way, and a way to do more. Problems are told. */
export function useMoves(id: string) {
  const { api } = useStack();
  const client = useQueryClient();
  const words = useWords();
  const { tell } = useTelling();
  const [busy, setBusy] = useState<Move['move'] | undefined>();
  /** Whether it was done. The same key again is the same command. */
  const move = useCallback(
    async (wanted: Move, key: string = crypto.randomUUID()): Promise<boolean> => {
      setBusy(wanted.move);
      try {
        await carryOut(api, id, wanted, key);
        return true;
      } catch (failure) {
        tell(told(words, failure));
        return false;
      } finally {
        await Promise.allSettled(
          [NAMES.boxes, NAMES.conversation(id), NAMES.thread(id), NAMES.me, NAMES.approvals].map((queryKey) =>
            client.invalidateQueries({ queryKey }),
          ),
        );
        setBusy(undefined);
      }
    },
    [api, id, client, words, tell],
  );
  return { move, busy };
}

/** Coming and going. */
export function usePresence() {
  const { api } = useStack();
  const client = useQueryClient();
  const words = useWords();
  const { tell } = useTelling();
  const [wanted, setWanted] = useState<Shape['Chosen'] | undefined>();
  const change = useCallback(
    async (me: string, presence: Shape['Chosen']) => {
      setWanted(presence);
      try {
        const params = { header: { 'Idempotency-Key': crypto.randomUUID() } };
        const { command } = await read(api.PUT('/v1/agents/me/presence', { params, body: { presence } }));
        await settled(() => read(api.GET('/v1/agents/{id}/commands/{command}', { params: { path: { id: me, command } } })));
      } catch (failure) {
        tell(told(words, failure));
      } finally {
        await client.invalidateQueries({ queryKey: NAMES.me });
        setWanted(undefined);
      }
    },
    [api, client, words, tell],
  );
  return { change, wanted };
}
