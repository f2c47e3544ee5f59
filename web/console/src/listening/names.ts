import { useMemo } from 'react';
import { PLATFORMS } from '../ui/Person';
import { countryName } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { useAccounts, useTopics } from './queries';
import type { FilterName } from './view';
import { useListeningWords } from './words';

export type ListeningNames = (of: FilterName, id: string) => string;

/** What a value of a filter is called on the screen. */
export function useListeningNames(): ListeningNames {
  const { words, locale } = useSpoken();
  const here = useListeningWords();
  const topics = useTopics().data?.items;
  const accounts = useAccounts().data?.items;
  return useMemo(() => {
    const from = (all: Readonly<Record<string, string>>, id: string) => all[id] ?? id;
    return (of, id) => {
      if (id === 'all') return here.all;
      switch (of) {
        case 'topic':
          return topics?.find((one) => one.id === id)?.name ?? id;
        case 'platform':
          return from(PLATFORMS, id);
        case 'sentiment':
          return from(words.sentiments, id);
        case 'language':
          return from(words.languages, id);
        case 'content_type':
          return from(here.contentTypes, id);
        case 'intent':
          return from(words.intents, id);
        case 'account':
          return accounts?.find((one) => one.id === id)?.name ?? id;
        case 'escalated':
          return from(here.escalatedValues, id);
        case 'rule': {
          const [topic = '', rule = ''] = id.split('/');
          return `${topics?.find((one) => one.id === topic)?.name ?? topic} / ${rule}`;
        }
        case 'country':
          return countryName(locale, id);
        case 'campaign':
        case 'author':
          return id;
      }
    };
  }, [words, locale, here, topics, accounts]);
}
