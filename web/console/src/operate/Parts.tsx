import type { ReactNode } from 'react';
import { monthOf } from '../alerts/alert';
import { told } from '../desk/useMoves';
import { monthName } from '../words/formats';
import { useSpoken, useWords } from '../words/useWords';
import type { OperateWords } from './words';

/** What the pages of this part have in common: head, month, trouble, waiting. */

const MONTHS = 12;

type Place = keyof OperateWords['places'];

export function Head({ place, words, children }: { place: Place; words: OperateWords; children?: ReactNode }) {
  return (
    <header className="admin-head">
      <div>
        <h1>{words.places[place]}</h1>
        <p className="quiet">{words.about[place]}</p>
      </div>
      {children}
    </header>
  );
}

/** The months (UTC) that can be looked at, this one first. */
export function MonthField({ month, change, words }: { month: string; change: (month: string) => void; words: OperateWords }) {
  const { locale } = useSpoken();
  const now = Date.now();
  return (
    <label className="month-field">
      <span>{words.month}</span>
      <select value={month} onChange={(event) => change(event.target.value)}>
        {Array.from({ length: MONTHS }, (_, before) => monthOf(now, before)).map((one) => (
          <option key={one} value={one}>
            {monthName(locale, one)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Trouble({ problem, again }: { problem: unknown; again?: () => void }) {
  const common = useWords();
  return (
    <p role="alert" className="form-problem">
      {told(common, problem)}{' '}
      {again !== undefined && (
        <button type="button" className="link" onClick={again}>
          {common.retry}
        </button>
      )}
    </p>
  );
}

export function Waiting() {
  const common = useWords();
  return (
    <div className="skeleton" role="status" aria-label={common.loading}>
      <i />
      <i />
    </div>
  );
}
