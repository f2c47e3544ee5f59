import { type KeyboardEvent, useState } from 'react';
import { PLATFORMS } from '../ui/Person';
import { useWords } from '../words/useWords';
import type { ListeningNames } from './names';
import { useAccounts, useTopics } from './queries';
import { FILTERS, type FilterName, type Filters } from './view';
import { useListeningWords } from './words';

type Given = { filters: Filters; names: ListeningNames; change: (filters: Filters) => void };

/** Every filter there is, in any combination (LSN-10). */
export function FilterPane({ filters, names, change }: Given) {
  const common = useWords();
  const words = useListeningWords();
  const topics = useTopics().data?.items ?? [];
  const accounts = useAccounts().data?.items ?? [];
  const [typed, setTyped] = useState('');
  const values: Readonly<Record<FilterName, readonly string[]>> = {
    topic: topics.map((one) => one.id),
    platform: Object.keys(PLATFORMS),
    sentiment: Object.keys(common.sentiments),
    language: Object.keys(common.languages),
    content_type: Object.keys(words.contentTypes).filter((one) => one !== 'private_message'),
    intent: Object.keys(common.intents),
    account: accounts.map((one) => one.id),
    rule: topics.flatMap((topic) => topic.rules.map((rule) => `${topic.id}/${rule.id}`)),
    author: filters.author ?? [],
    escalated: ['true', 'false'],
  };
  const set = (name: FilterName, chosen: readonly string[]) => change({ ...filters, [name]: chosen });
  const toggle = (name: FilterName, value: string) => {
    const now = filters[name] ?? [];
    set(name, now.includes(value) ? now.filter((one) => one !== value) : [...now, value]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const author = typed.trim().replaceAll(',', '');
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || author === '') return;
    event.preventDefault();
    set('author', [...new Set([...(filters.author ?? []), author])]);
    setTyped('');
  };
  return (
    <div className="filter-pane" role="group" aria-label={words.filters}>
      {FILTERS.map((name) => (
        <fieldset key={name} data-filter={name}>
          <legend>{words.filterNames[name]}</legend>
          {name === 'author' && (
            <input
              aria-label={words.filterNames.author}
              placeholder={words.authorHint}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={onKeyDown}
            />
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
