import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Problem, type Shape } from '../api/client';
import { carryOut } from '../api/commands';
import { useStack } from '../stack';
import { useWords } from '../words/useWords';
import type { Draft } from './drafts';
import { drop, type Pending, put } from './outbox';
import { NAMES } from './queries';
import { newestSeq, type Thread } from './thread';
import { told } from './useMoves';

/** Answering: the words stand in the thread at once, and stay there with a reason where they could not be sent. */
export function useReply(id: string) {
  const { api } = useStack();
  const client = useQueryClient();
  const words = useWords();

  const go = useCallback(
    async (pending: Pending) => {
      put(id, { ...pending, failed: undefined });
      const refresh = () =>
        Promise.allSettled(
          [NAMES.thread(id), NAMES.conversation(id), NAMES.boxes].map((queryKey) => client.invalidateQueries({ queryKey })),
        );
      try {
        await carryOut(api, id, { move: 'reply', body: pending.body }, pending.key);
        await refresh();
        drop(id, pending.key);
      } catch (failure) {
        await refresh();
        put(id, { ...pending, failed: told(words, failure), unsure: failure instanceof Problem && failure.passing });
      }
    },
    [api, id, client, words],
  );

  /** The newest row the agent has seen: an answer is refused if the customer has written since. */
  const seen = useCallback(() => newestSeq(client.getQueryData<Thread>(NAMES.thread(id))?.rows ?? []), [client, id]);

  const reply = useCallback(
    ({ text, canned, language, extra }: Draft, visibility: Shape['Visibility']) => {
      const saying = text === '' ? {} : { text };
      const words = canned === undefined ? saying : { canned, ...(language === undefined ? {} : { language }) };
      const pending: Pending = {
        key: crypto.randomUUID(),
        body: { ...words, ...(extra === undefined ? {} : { extra }), visibility, seen: seen() },
        text,
        after: seen(),
        failed: undefined,
        unsure: false,
      };
      return go(pending);
    },
    [go, seen],
  );

  const again = useCallback(
    (pending: Pending) => {
      if (pending.unsure) return go(pending);
      drop(id, pending.key);
      return go({ ...pending, key: crypto.randomUUID(), body: { ...pending.body, seen: seen() }, after: seen() });
    },
    [go, id, seen],
  );

  return { reply, again };
}
