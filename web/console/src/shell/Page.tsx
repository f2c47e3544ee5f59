import type { ReactNode } from 'react';
import { useWords } from '../words/useWords';
import { CrisisMark } from './CrisisMark';
import { MainNav } from './MainNav';
import { SettingsMenu } from './SettingsMenu';

/** The frame of every page but the desk. `side` stands beside what the page is about. */
export function Page({ side, children }: { side?: ReactNode; children: ReactNode }) {
  const words = useWords();
  return (
    <div className="page" data-side={side !== undefined}>
      <header className="top">
        <span className="brand">
          <img src="/icon.svg" alt="" width="22" height="22" />
          <span className="wide">{words.product}</span>
        </span>
        <MainNav />
        <CrisisMark />
        <span className="grow" />
        <SettingsMenu />
      </header>
      {side}
      <main className="page-body" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
