import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { useWords } from '../words/useWords';

/** What went wrong, at the edge of the screen; and what happened, for those who listen to the screen. */

type Notice = { key: number; text: string };
type Telling = { tell: (text: string) => void; announce: (text: string) => void };

const TellingContext = createContext<Telling>({ tell: () => {}, announce: () => {} });

/** How long a notice stands, in milliseconds. */
const STANDS = 9000;

export function Noticing({ children }: { children: ReactNode }) {
  const words = useWords();
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const [said, setSaid] = useState('');
  const next = useRef(0);
  const drop = useCallback((key: number) => setNotices((all) => all.filter((one) => one.key !== key)), []);
  const telling = useMemo<Telling>(
    () => ({
      tell: (text) => {
        next.current += 1;
        const key = next.current;
        setNotices((all) => [...all.filter((one) => one.text !== text), { key, text }].slice(-3));
        setTimeout(() => drop(key), STANDS);
      },
      announce: setSaid,
    }),
    [drop],
  );
  return (
    <TellingContext value={telling}>
      {children}
      <div className="notices" role="alert">
        {notices.map((notice) => (
          <div key={notice.key} className="notice">
            <span>{notice.text}</span>
            <button type="button" className="icon-button" aria-label={words.dismiss} onClick={() => drop(notice.key)}>
              ✕
            </button>
          </div>
        ))}
      </div>
      <div className="unseen" aria-live="polite">
        {said}
      </div>
    </TellingContext>
  );
}

export function useTelling(): Telling {
  return useContext(TellingContext);
}
