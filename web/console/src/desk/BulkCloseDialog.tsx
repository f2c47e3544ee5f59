import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { carryOut } from '../api/commands';
import { useStack } from '../stack';
import { Dialog } from '../ui/Dialog';
import { number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Conversation } from './boxes';
import { NAMES, useQueues } from './queries';
import { told } from './useMoves';

/** So many are closed at a time. */
const AT_ONCE = 6;

/** Several conversations closed with one code in one action (AGT-27). */
export function BulkCloseDialog({ conversations, onClose }: { conversations: readonly Conversation[]; onClose: () => void }) {
  const { words, locale } = useSpoken();
  const { api } = useStack();
  const client = useQueryClient();
  const queues = useQueues().data?.items ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(conversations.map((one) => one.id)));
  const [code, setCode] = useState('');
  const [done, setDone] = useState<number | undefined>();
  const [failed, setFailed] = useState<readonly string[]>([]);
  const wanted = conversations.filter((one) => chosen.has(one.id));
  const own = [...new Set(wanted.map((one) => one.needs.queue))].map((id) => queues.find((queue) => queue.id === id));
  // A code must be one of every queue's; a queue without codes takes any.
  const lists = own.flatMap((queue) =>
    queue === undefined || (queue.wrap_up_codes ?? []).length === 0 ? [] : [queue.wrap_up_codes ?? []],
  );
  const codes = lists.length === 0 ? [] : (lists[0] ?? []).filter((one) => lists.every((list) => list.includes(one)));
  const needed = own.some((queue) => queue?.code_required);
  const busy = done !== undefined && done < wanted.length;

  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const closeAll = async () => {
    setDone(0);
    setFailed([]);
    const left = [...wanted];
    const problems: string[] = [];
    const work = async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) {
        const name = one.customer.name ?? one.customer.id;
        await carryOut(api, one.id, { move: 'close', body: code === '' ? {} : { code } }, crypto.randomUUID()).catch(
          (failure: unknown) => {
            problems.push(`${name}: ${told(words, failure)}`);
          },
        );
        setDone((sofar) => (sofar ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await client.invalidateQueries({ queryKey: NAMES.boxes });
    await client.invalidateQueries({ queryKey: ['conversation'] });
    setFailed(problems);
    if (problems.length === 0) onClose();
    else setDone(undefined);
  };

  return (
    <Dialog title={words.bulkTitle} onClose={onClose}>
      <label className="check">
        <input
          type="checkbox"
          checked={wanted.length === conversations.length}
          onChange={(event) => setChosen(new Set(event.target.checked ? conversations.map((one) => one.id) : []))}
        />
        <strong>{words.bulkAll(number(locale, conversations.length))}</strong>
      </label>
      <ul className="bulk-list">
        {conversations.map((one) => (
          <li key={one.id}>
            <label className="check">
              <input type="checkbox" checked={chosen.has(one.id)} onChange={() => toggle(one.id)} />
              <span lang={one.language ?? undefined}>{one.customer.name ?? one.customer.id}</span>
              <span className="cut quiet" lang={one.language ?? undefined}>
                {one.preview}
              </span>
            </label>
          </li>
        ))}
      </ul>
      <label className="field">
        {words.closeFind}
        <select data-first value={code} onChange={(event) => setCode(event.target.value)}>
          <option value="">{words.closeWithout}</option>
          {codes.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      {failed.length > 0 && (
        <ul role="alert" className="form-problem">
          {failed.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <button
        type="button"
        className="button primary"
        disabled={busy || wanted.length === 0 || (needed && code === '')}
        onClick={() => void closeAll()}
      >
        {busy
          ? words.bulkProgress(number(locale, done ?? 0), number(locale, wanted.length))
          : words.bulkClose(number(locale, wanted.length))}
      </button>
    </Dialog>
  );
}
