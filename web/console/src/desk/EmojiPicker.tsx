import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useSpoken } from '../words/useWords';
import { found } from './emoji';

/** So many stand in a row. The style sheet has the same number. */
const ROW = 8;
const USED = 'harken.emoji';
const MOST_USED = 2 * ROW;

function used(): readonly string[] {
  const kept = localStorage.getItem(USED) ?? '';
  return kept === '' ? [] : kept.split(' ');
}

/** Emoji by words and arrows. What was used lately stands first. */
export default function EmojiPicker({ pick, onClose }: { pick: (emoji: string) => void; onClose: () => void }) {
  const { words } = useSpoken();
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [recent] = useState(used);
  const all = found(query);
  const lately = query === '' ? recent.flatMap((emoji) => all.find((one) => one.emoji === emoji) ?? []) : [];
  const shown = [...lately, ...all.filter((one) => !lately.includes(one))];
  const name = words.tag === 'ko' ? 'ko' : words.tag === 'ja' ? 'ja' : 'en';

  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  const choose = (emoji: string) => {
    localStorage.setItem(USED, [emoji, ...recent.filter((one) => one !== emoji)].slice(0, MOST_USED).join(' '));
    pick(emoji);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ROW, ArrowUp: -ROW }[event.key];
    if (step !== undefined) {
      const to = active + step;
      if (to >= 0 && to < shown.length) setActive(to);
    } else if (event.key === 'Enter') {
      const chosen = shown[active];
      if (chosen !== undefined) choose(chosen.emoji);
    } else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };

  return (
    <div
      className="emoji"
      role="group"
      aria-label={words.emoji}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onClose()}
    >
      <input
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={shown.length > 0 ? `${id}-${active}` : undefined}
        aria-label={words.emojiFind}
        placeholder={words.emojiFind}
        autoComplete="off"
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKey}
      />
      {shown.length === 0 ? (
        <p className="quiet choices-empty" role="status">
          {words.nothingMatches}
        </p>
      ) : (
        <ul id={id} role="listbox" aria-label={words.emoji}>
          {shown.map((one, index) => (
            <li
              key={one.emoji}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              aria-label={one[name]}
              title={one[name]}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(one.emoji);
              }}
            >
              {one.emoji}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
