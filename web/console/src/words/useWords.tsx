import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en } from './en';
import { ja } from './ja';
import { ko } from './ko';
import { chosenTongue, type Tongue, type Words } from './words';

const ALL: Record<Tongue, Words> = { en, ko, ja };
const KEPT = 'harken.language';

/** `locale` is the language with the region the browser gives it: who reads English in London gets London's dates. */
type Spoken = { tongue: Tongue; locale: string; words: Words; speak: (tongue: Tongue) => void };

const SpokenContext = createContext<Spoken>({ tongue: 'en', locale: 'en', words: en, speak: () => {} });

/** The language chosen on this device, else the browser's. */
export function initialTongue(): Tongue {
  const kept = localStorage.getItem(KEPT);
  return chosenTongue(kept === null ? navigator.languages : [kept, ...navigator.languages]);
}

export function Speaking({ children }: { children: ReactNode }) {
  const [tongue, setTongue] = useState(initialTongue);
  useEffect(() => {
    document.documentElement.lang = tongue;
  }, [tongue]);
  const spoken = useMemo(() => {
    const speak = (next: Tongue) => {
      localStorage.setItem(KEPT, next);
      setTongue(next);
    };
    const locale = navigator.languages.find((one) => one.toLowerCase().split('-')[0] === tongue) ?? tongue;
    return { tongue, locale, words: ALL[tongue], speak };
  }, [tongue]);
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

export function useSpoken(): Spoken {
  return useContext(SpokenContext);
}

/** The texts of the language in use. */
export function useWords(): Words {
  return useContext(SpokenContext).words;
}

/** The texts of one part of the screen, which are loaded with it. */
export function useWordsOf<T>(all: Record<Tongue, T>): T {
  return all[useContext(SpokenContext).tongue];
}
