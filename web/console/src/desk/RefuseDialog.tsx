import { type FormEvent, useState } from 'react';
import { TextField } from '../admin/Fields';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/useWords';

const LONGEST = 1000;

/** Why an answer that waits for approval does not go out: its author reads it. */
export default function RefuseDialog({ onClose, refuse }: { onClose: () => void; refuse: (reason: string) => void }) {
  const words = useWords();
  const [reason, setReason] = useState('');
  const said = reason.trim();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (said === '') return;
    onClose();
    refuse(said);
  };
  return (
    <Dialog title={words.refuseTitle} onClose={onClose}>
      <form className="refuse" onSubmit={send}>
        <TextField label={words.refuseReason} value={reason} change={setReason} rows={3} maxLength={LONGEST} required first />
        <div className="editor-foot">
          <button type="submit" className="button danger" disabled={said === ''}>
            {words.refuseNow}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
