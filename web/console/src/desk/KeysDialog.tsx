import { type Act, LETTERS } from '../keys';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/useWords';

const ORDER: readonly Exclude<Act, 'help'>[] = [
  'next',
  'previous',
  'accept',
  'decline',
  'reply',
  'note',
  'emoji',
  'attach',
  'upload',
  'transfer',
  'end',
  'close',
  'why',
  'moderate',
  'customer',
  'presence',
];

/** Every shortcut there is. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const rows: [string[], string][] = [
    ...ORDER.map((act): [string[], string] => [[LETTERS[act].toUpperCase()], words.keys[act]]),
    [['Enter'], words.keys.send],
    [['Shift', 'Enter'], words.keys.line],
    [['/'], words.keys.canned],
    [['←', '→'], words.keys.variant],
    [['Esc'], words.keys.leave],
    [['Page ↑', 'Page ↓'], words.keys.older],
    [['?'], words.keys.help],
  ];
  return (
    <Dialog title={words.shortcuts} onClose={onClose}>
      <dl className="shortcuts">
        {rows.map(([keys, meaning]) => (
          <div key={meaning}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{words.shortcutsHint}</p>
    </Dialog>
  );
}
