import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type LiveState, listen, type Push } from '../api/live';
import { useStack } from '../stack';
import { hear, sayWith } from './looking';
import { NAMES } from './queries';

/** Pushes that come together are answered together, in milliseconds. */
const TOGETHER = 40;

/**
 * Keeps what is on the screen as it is on the server. A push says that something changed, a new socket that anything may have;
 * both lead to the same questions, so a lost connection loses nothing.
 */
export function useLive(): LiveState {
  const { api, config } = useStack();
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const touched = useRef(new Set<string>());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = false;
    // One round of questions at a time: in a storm of pushes a round that each new push began anew would never end.
    const ask = async () => {
      timer = undefined;
      if (asking) return later();
      asking = true;
      const names = [...touched.current].flatMap((id) => [NAMES.conversation(id), NAMES.thread(id)]);
      touched.current.clear();
      await Promise.allSettled([NAMES.boxes, NAMES.me, ...names].map((queryKey) => client.invalidateQueries({ queryKey })));
      asking = false;
    };
    const later = () => {
      timer ??= setTimeout(() => void ask(), TOGETHER);
    };
    const push = (heard: Push) => {
      if (heard.type === 'colleague.looking') return hear(heard, Date.now());
      if (heard.conversation !== undefined) touched.current.add(heard.conversation);
      later();
    };
    const open = () => {
      void client.invalidateQueries({ queryKey: ['conversation'] });
      void client.invalidateQueries({ queryKey: ['thread'] });
      later();
    };
    const { stop, say } = listen(api, config.socket, { push, open, state: setState });
    const silent = sayWith(say);
    return () => {
      clearTimeout(timer);
      silent();
      stop();
    };
  }, [api, config, client]);
  return state;
}
