import { type KeyboardEvent, useState } from 'react';
import { PLATFORMS } from '../ui/Person';
import { useWords } from '../words/useWords';
import type { ListeningNames } from './names';
import { useAccounts, useTopics } from './queries';
import { FILTERS, type FilterName, type Filters, typedValue } from './view';
import { useListeningWords } from './words';

type Given = { filters: Filters; names: ListeningNames; change: (filters: Filters) => void };

/** Every filter there is, in any combination (LSN-10). */
export function FilterPane({ filters, names, change }: Given) {
  const common = useWords();
  const words = useListeningWords();
  const topics = useTopics().data?.items ?? [];
  const accounts = useAccounts().data?.items ?? [];
  const values: Readonly<Record<FilterName, readonly string[]>> = {
    topic: topics.map((one) => one.id),
    platform: Object.keys(PLATFORMS),
    sentiment: Object.keys(common.sentiments),
    language: Object.keys(common.languages),
    content_type: Object.keys(words.contentTypes).filter((one) => one !== 'private_message'),
    intent: Object.keys(common.intents),
    account: accounts.map((one) => one.id),
    rule: topics.flatMap((topic) => topic.rules.map((rule) => `${topic.id}/${rule.id}`)),
    country: filters.country ?? [],
    campaign: filters.campaign ?? [],
    author: filters.author ?? [],
    escalated: ['true', 'false'],
  };
  const set = (name: FilterName, chosen: readonly string[]) => change({ ...filters, [name]: chosen });
  const toggle = (name: FilterName, value: string) => {
    const now = filters[name] ?? [];
    set(name, now.includes(value) ? now.filter((one) => one !== value) : [...now, value]);
  };
  return (
    <div className="filter-pane" role="group" aria-label={words.filters}>
      {FILTERS.map((name) => (
        <fieldset key={name} data-filter={name}>
          <legend>{words.filterNames[name]}</legend>
          {isTyped(name) && (
            <TypedValue name={name} add={(value) => set(name, [...new Set([...(filters[name] ?? []), value])])} />
          )}
          <div className="checks">
            {values[name].map((value) => (
              <label key={value} className="check">
                <input
                  type="checkbox"
                  checked={filters[name]?.includes(value) ?? false}
                  value={value}
                  onChange={() => toggle(name, value)}
                />
                {names(name, value)}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

/** Filters whose values nobody can list: they are typed. */
const TYPED = ['country', 'campaign', 'author'] as const;
type Typed = (typeof TYPED)[number];

function isTyped(name: FilterName): name is Typed {
  return TYPED.some((one) => one === name);
}

/** A value that is typed, and taken with Enter. */
function TypedValue({ name, add }: { name: Typed; add: (value: string) => void }) {
  const words = useListeningWords();
  const [typed, setTyped] = useState('');
  const value = typedValue(name, typed);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (value === undefined) return;
    add(value);
    setTyped('');
  };
  return (
    <input
      aria-label={words.filterNames[name]}
      placeholder={words.typedHints[name]}
      value={typed}
      maxLength={name === 'country' ? 2 : 200}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

/** The filters in use, each with its way out. */
export function FilterChips({ filters, names, change }: Given) {
  const words = useListeningWords();
  const all = FILTERS.flatMap((name) => (filters[name] ?? []).map((value) => ({ name, value })));
  if (all.length === 0) return null;
  return (
    <ul className="filter-chips">
      {all.map(({ name, value }) => (
        <li key={`${name} ${value}`}>
          <button
            type="button"
            className="filter-chip"
            aria-label={words.removeFilter(words.filterNames[name], names(name, value))}
            onClick={() => change({ ...filters, [name]: (filters[name] ?? []).filter((one) => one !== value) })}
          >
            <span className="quiet">{words.filterNames[name]}</span> {names(name, value)} <span aria-hidden="true">✕</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="link" onClick={() => change({})}>
          {words.clearFilters}
        </button>
      </li>
    </ul>
  );
}
