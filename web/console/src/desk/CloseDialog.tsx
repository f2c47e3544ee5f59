import { useState } from 'react';
import { type Choice, ChoiceList, useChoices } from '../ui/Choices';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/useWords';
import type { Conversation } from './boxes';
import { useQueues } from './queries';

/** What it was about: one of the queue's codes, or any word where it has none. */
export function CloseDialog({
  conversation,
  onClose,
  close,
}: {
  conversation: Conversation;
  onClose: () => void;
  close: (code: string | undefined) => void;
}) {
  const words = useWords();
  const queue = useQueues().data?.items.find((one) => one.id === conversation.needs.queue);
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLocaleLowerCase();
  const codes = queue?.wrap_up_codes ?? [];
  const found: (Choice & { code: string | undefined })[] = codes
    .filter((code) => code.includes(wanted))
    .map((code) => ({ key: `c ${code}`, label: code, code }));
  if (codes.length === 0 && /^[a-z0-9][a-z0-9-]*$/.test(wanted)) found.push({ key: 'typed', label: wanted, code: wanted });
  if (queue?.code_required !== true && wanted === '') found.push({ key: 'none', label: words.closeWithout, code: undefined });
  const choose = ({ code }: { code: string | undefined }) => {
    onClose();
    close(code);
  };
  const { id, active, onKey, field } = useChoices(found, choose);
  return (
    <Dialog title={words.closeTitle} onClose={onClose}>
      <label className="field">
        {words.closeFind}
        <input
          {...field}
          value={typed}
          data-first
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => event.key !== 'Tab' && onKey(event)}
        />
      </label>
      <ChoiceList id={id} label={words.closeFind} choices={found} active={active} choose={choose} empty={words.nothingMatches} />
    </Dialog>
  );
}
