import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { useWords } from '../words/useWords';

/** A list from which one is chosen by keys while the focus stays in a field (the combobox pattern of ARIA). */

export type Choice = { key: string; label: string; hint?: string; detail?: string };

/** Where the list is, and what keys in its field do. */
export function useChoices<T extends Choice>(choices: readonly T[], choose: (choice: T) => void) {
  const id = useId();
  // A place in one list means nothing in the next: another list begins at its first.
  const list = choices.map((choice) => choice.key).join(' ');
  const [at, setAt] = useState({ list, index: 0 });
  const active = at.list === list ? at.index : 0;
  /** Whether the key was one of the list's. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.nativeEvent.isComposing || choices.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt({ list, index: (active + step + choices.length) % choices.length });
    else if (event.key === 'Enter' || event.key === 'Tab') {
      const chosen = choices[active];
      if (chosen !== undefined) choose(chosen);
    } else return false;
    event.preventDefault();
    return true;
  };
  const some = choices.length > 0;
  // A text area keeps its own role: HTML allows it no other.
  const area = {
    'aria-controls': id,
    'aria-autocomplete': 'list' as const,
    'aria-activedescendant': some ? `${id}-${active}` : undefined,
  };
  const field = { ...area, role: 'combobox' as const, 'aria-expanded': some };
  return { id, active, onKey, field, area };
}

/** A field to find a choice by, and the choices that fit what is typed. */
export function ChoiceFinder<T extends Choice>({
  label,
  typed,
  change,
  choices,
  choose,
}: {
  label: string;
  typed: string;
  change: (typed: string) => void;
  /** Those that fit. */
  choices: readonly T[];
  choose: (choice: T) => void;
}) {
  const words = useWords();
  const { id, active, onKey, field } = useChoices(choices, choose);
  return (
    <>
      <label className="field">
        {label}
        <input
          {...field}
          value={typed}
          data-first
          autoComplete="off"
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => event.key !== 'Tab' && onKey(event)}
        />
      </label>
      <ChoiceList id={id} label={label} choices={choices} active={active} choose={choose} empty={words.nothingMatches} />
    </>
  );
}

export function ChoiceList<T extends Choice>({
  id,
  label,
  choices,
  active,
  choose,
  empty,
}: {
  id: string;
  label: string;
  choices: readonly T[];
  active: number;
  choose: (choice: T) => void;
  empty: ReactNode;
}) {
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  if (choices.length === 0) return <p className="quiet choices-empty">{empty}</p>;
  return (
    <ul id={id} role="listbox" aria-label={label} className="choices">
      {choices.map((choice, index) => (
        // The field has the focus and the keys; the pointer must not take it away.
        <li
          key={choice.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onPointerDown={(event) => {
            event.preventDefault();
            choose(choice);
          }}
        >
          <span className="choice-label">{choice.label}</span>
          {choice.hint !== undefined && <span className="choice-hint">{choice.hint}</span>}
          {choice.detail !== undefined && <span className="choice-detail">{choice.detail}</span>}
        </li>
      ))}
    </ul>
  );
}
