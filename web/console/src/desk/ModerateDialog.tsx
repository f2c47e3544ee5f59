import { useState } from 'react';
import type { Shape } from '../api/client';
import { ChoiceFinder } from '../ui/Choices';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/useWords';
import type { Conversation } from './boxes';
import { doable } from './moderating';
import { useThread } from './queries';

type Moderation = Shape['Moderation'];

/** What is done to a public message of a customer, of what its channel can. Deleting is asked about once more. */
export default function ModerateDialog({
  conversation,
  message,
  onClose,
  moderate,
}: {
  conversation: Conversation;
  message: string;
  onClose: () => void;
  moderate: (what: Moderation) => void;
}) {
  const words = useWords();
  const rows = useThread(conversation.id).thread.data?.rows ?? [];
  const text = rows.find((row) => row.id === message)?.text ?? undefined;
  const [typed, setTyped] = useState('');
  const [sure, setSure] = useState(false);
  const wanted = typed.trim().toLocaleLowerCase();
  const found = doable(conversation.moderation, message, rows)
    .map((what) => ({ key: what, label: words.moderations[what], hint: words.moderationHints[what], what }))
    .filter((one) => one.label.toLocaleLowerCase().includes(wanted) || one.key.includes(wanted));
  const act = (what: Moderation) => {
    onClose();
    moderate(what);
  };
  const choose = ({ what }: { what: Moderation }) => (what === 'delete' ? setSure(true) : act(what));
  return (
    <Dialog title={words.moderateTitle} onClose={onClose}>
      {text !== undefined && (
        <blockquote className="moderated" dir="auto">
          {text}
        </blockquote>
      )}
      {sure ? (
        <>
          <p>{words.moderateSure}</p>
          <div className="editor-foot">
            <button type="button" className="button" autoFocus onClick={() => setSure(false)}>
              {words.cancel}
            </button>
            <button type="button" className="button danger" onClick={() => act('delete')}>
              {words.moderateNow}
            </button>
          </div>
        </>
      ) : (
        <ChoiceFinder label={words.moderateFind} typed={typed} change={setTyped} choices={found} choose={choose} />
      )}
    </Dialog>
  );
}
