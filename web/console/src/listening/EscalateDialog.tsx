import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { read } from '../api/client';
import { settled } from '../api/commands';
import { useQueues } from '../desk/queries';
import { told } from '../desk/useMoves';
import { useStack } from '../stack';
import { Dialog } from '../ui/Dialog';
import { useTelling } from '../ui/Notices';
import { useWords } from '../words/useWords';
import type { Mention } from './queries';
import { useListeningWords } from './words';

/** Gives a mention to the people of a queue, whatever the rules said (LSN-16). */
export function EscalateDialog({ mention, onClose }: { mention: Mention; onClose: () => void }) {
  const common = useWords();
  const words = useListeningWords();
  const { api } = useStack();
  const { announce } = useTelling();
  const client = useQueryClient();
  const queues = useQueues().data?.items ?? [];
  const [queue, setQueue] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  // The same key for every try of this dialog: however often it is sent, it happens once.
  const [key] = useState(() => crypto.randomUUID());
  const chosen = queue === '' ? (queues[0]?.id ?? '') : queue;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    const { id } = mention;
    try {
      const { command } = await read(
        api.POST('/v1/mentions/{id}/escalate', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { queue: chosen, ...(note.trim() === '' ? {} : { note: note.trim() }) },
        }),
      );
      await settled(() => read(api.GET('/v1/mentions/{id}/commands/{command}', { params: { path: { id, command } } })));
      announce(words.escalateDone);
      void client.invalidateQueries({ queryKey: ['mentions'] });
      onClose();
    } catch (failure) {
      setProblem(told(common, failure));
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.escalateTitle} onClose={onClose}>
      <form className="form" onSubmit={(event) => void send(event)}>
        <blockquote className="quoted" dir="auto">
          {mention.text}
        </blockquote>
        <label className="field">
          {common.queue}
          <select data-first value={chosen} onChange={(event) => setQueue(event.target.value)}>
            {queues.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {words.escalateNote}
          <textarea rows={3} maxLength={5000} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        {problem !== undefined && (
          <p role="alert" className="form-problem">
            {problem}
          </p>
        )}
        <button type="submit" className="button primary" disabled={busy || chosen === ''}>
          {words.escalate}
        </button>
      </form>
    </Dialog>
  );
}
