import { useState } from 'react';
import { type Choice, ChoiceFinder } from '../ui/Choices';
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
  return (
    <Dialog title={words.closeTitle} onClose={onClose}>
      <ChoiceFinder label={words.closeFind} typed={typed} change={setTyped} choices={found} choose={choose} />
    </Dialog>
  );
}
