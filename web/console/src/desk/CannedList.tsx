import type { KeyboardEvent } from 'react';
import type { Shape } from '../api/client';
import { ChoiceList, useChoices } from '../ui/Choices';
import { useWords } from '../words/useWords';
import { TONGUES, type Tongue } from '../words/words';
import { fitting, textOf } from './replying';

type Canned = Shape['CannedView'];
type Given = {
  /** What was typed after the `/`; nothing while no list is open. */
  query: string | undefined;
  all: readonly Canned[];
  queue: string;
  /** What the customer writes. */
  theirs: Tongue | null | undefined;
  /** A language chosen by hand. */
  chosen: Tongue | undefined;
  onLanguage: (language: Tongue) => void;
  choose: (canned: Canned) => void;
};

/** The canned responses that fit, and the language they are shown and taken in: the customer's, or one chosen by hand (AGT-07). */
export function useCannedList({ query, all, queue, theirs, chosen, onLanguage, choose }: Given) {
  const language = chosen ?? theirs ?? 'en';
  const offered = (query === undefined ? [] : fitting(all, queue, query)).map((one) => ({
    key: one.id,
    label: one.name,
    hint: `/${one.shortcut}`,
    detail: textOf(one, language),
    canned: one,
  }));
  const choices = useChoices(offered, ({ canned }) => choose(canned));
  const languages = TONGUES.filter((tongue) => offered.some((one) => tongue in one.canned.texts));
  /** Whether the key was the list's. Left and right go through the languages. */
  const onKey = (event: KeyboardEvent): boolean => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || event.nativeEvent.isComposing || languages.length < 2) return choices.onKey(event);
    event.preventDefault();
    const at = languages.indexOf(language) + step;
    const next = languages[(at + languages.length) % languages.length];
    if (next !== undefined) onLanguage(next);
    return true;
  };
  return { ...choices, onKey, offered, languages, language, choose, onLanguage };
}

export function CannedList({ list }: { list: ReturnType<typeof useCannedList> }) {
  const words = useWords();
  return (
    <div className="canned">
      <ChoiceList
        id={list.id}
        label={words.canned}
        choices={list.offered}
        active={list.active}
        choose={({ canned }) => list.choose(canned)}
        empty={words.noCanned}
      />
      {list.languages.length > 1 && (
        <div className="variants" role="group" aria-label={words.variant}>
          {list.languages.map((tongue) => (
            <button
              key={tongue}
              type="button"
              tabIndex={-1}
              aria-pressed={tongue === list.language}
              onPointerDown={(event) => {
                // The field keeps the focus.
                event.preventDefault();
                list.onLanguage(tongue);
              }}
            >
              {words.languages[tongue]}
            </button>
          ))}
          <span className="quiet">
            <kbd>←</kbd> <kbd>→</kbd>
          </span>
        </div>
      )}
    </div>
  );
}
