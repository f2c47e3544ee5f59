import { useState } from 'react';
import type { Shape } from '../api/client';
import { type Choice, ChoiceFinder } from '../ui/Choices';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/useWords';
import type { Words } from '../words/words';
import type { Conversation } from './boxes';
import { useColleagues, useMe, useQueues, useSkills } from './queries';

type Target = Choice & { to: Shape['ToView'] };

type Known = {
  queues: readonly { id: string; name: string }[];
  skills: readonly { id: string; name: string }[];
  agents: readonly { id: string; name: string }[];
};

/** What fits the words typed. */
function targets(words: Words, known: Known, current: string, typed: string): Target[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const fits = (one: { id: string; name: string }) => one.name.toLocaleLowerCase().includes(wanted) || one.id.includes(wanted);
  return [
    ...known.queues
      .filter((one) => one.id !== current && fits(one))
      .map((one) => ({ key: `q ${one.id}`, label: one.name, hint: words.toQueue, to: { queue: one.id } })),
    ...known.agents
      .filter(fits)
      .map((one) => ({ key: `a ${one.id}`, label: one.name, hint: words.toAgent, to: { agent: one.id } })),
    ...known.skills
      .filter(fits)
      .map((one) => ({ key: `s ${one.id}`, label: one.name, hint: words.toSkill, to: { skill: one.id } })),
  ];
}

/** Where a conversation is passed on to. */
export function TransferDialog({
  conversation,
  onClose,
  transfer,
}: {
  conversation: Conversation;
  onClose: () => void;
  transfer: (body: Shape['TransferBody']) => void;
}) {
  const words = useWords();
  const me = useMe().data;
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const known = {
    queues: useQueues().data?.items ?? [],
    skills: useSkills().data?.items ?? [],
    agents: (useColleagues().data ?? []).filter((one) => one.id !== me?.id),
  };
  const found = targets(words, known, conversation.needs.queue, typed);
  const choose = ({ to }: Target) => {
    onClose();
    transfer({ to, ...(note.trim() === '' ? {} : { note: note.trim() }) });
  };
  return (
    <Dialog title={words.transferTitle} onClose={onClose}>
      <label className="field">
        {words.transferNote}
        <textarea rows={2} value={note} maxLength={5000} onChange={(event) => setNote(event.target.value)} />
      </label>
      <ChoiceFinder label={words.transferFind} typed={typed} change={setTyped} choices={found} choose={choose} />
    </Dialog>
  );
}
