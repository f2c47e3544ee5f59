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
  // What the inbox showed when it was opened: while they are closed one after the other, the inbox shows fewer and fewer.
  const [listed, setListed] = useState(conversations);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(conversations.map((one) => one.id)));
  const [code, setCode] = useState('');
  const [done, setDone] = useState<number | undefined>();
  const [failed, setFailed] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = listed.filter((one) => chosen.has(one.id));
  const own = [...new Set(wanted.map((one) => one.needs.queue))].map((id) => queues.find((queue) => queue.id === id));
  // A code must be one of every queue's; a queue without codes takes any.
  const lists = own.flatMap((queue) =>
    queue === undefined || (queue.wrap_up_codes ?? []).length === 0 ? [] : [queue.wrap_up_codes ?? []],
  );
  const codes = lists.length === 0 ? [] : (lists[0] ?? []).filter((one) => lists.every((list) => list.includes(one)));
  const needed = own.some((queue) => queue?.code_required);
  const busy = done !== undefined;

  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const closeAll = async () => {
    setDone(0);
    setFailed(new Map());
    const left = [...wanted];
    const problems = new Map<string, string>();
    const work = async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) {
        const { id } = one;
        await carryOut(api, id, { move: 'close', body: code === '' ? {} : { code } }, crypto.randomUUID()).catch(
          (failure: unknown) => {
            problems.set(id, told(words, failure));
          },
        );
        setDone((sofar) => (sofar ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await client.invalidateQueries({ queryKey: NAMES.boxes });
    await client.invalidateQueries({ queryKey: ['conversation'] });
    if (problems.size === 0) return onClose();
    // Those that are left stay chosen, each with its reason.
    setFailed(problems);
    setListed(wanted.filter((one) => problems.has(one.id)));
    setDone(undefined);
  };

  return (
    <Dialog title={words.bulkTitle} onClose={onClose}>
      <label className="check">
        <input
          type="checkbox"
          checked={wanted.length === listed.length}
          disabled={busy}
          onChange={(event) => setChosen(new Set(event.target.checked ? listed.map((one) => one.id) : []))}
        />
        <strong>{words.bulkAll(number(locale, listed.length))}</strong>
      </label>
      <ul className="bulk-list">
        {listed.map((one) => (
          <li key={one.id}>
            <label className="check">
              <input type="checkbox" checked={chosen.has(one.id)} disabled={busy} onChange={() => toggle(one.id)} />
              <span lang={one.language ?? undefined}>{one.customer.name ?? one.customer.id}</span>
              <span className="cut quiet" lang={one.language ?? undefined}>
                {one.preview}
              </span>
            </label>
            {failed.has(one.id) && <span className="field-problem">{failed.get(one.id)}</span>}
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
      {failed.size > 0 && (
        <p role="alert" className="form-problem">
          {words.bulkLeft(number(locale, failed.size))}
        </p>
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
