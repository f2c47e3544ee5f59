import type { ReactNode } from 'react';
import type { Shape } from '../api/client';
import { useListeningNames } from '../listening/names';
import { number, percent } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { useAskedNames } from './asked';
import { useTraceWords } from './words';

/** What the analyser made of a text, fact by fact. */
export function Judgement({ of }: { of: Shape['AnalysisView'] }) {
  const { locale, words: common } = useSpoken();
  const words = useTraceWords();
  const names = useListeningNames();
  const asked = useAskedNames();
  const facts: [string, ReactNode][] = [
    [
      common.sentiment,
      <span key="mood" className="mood" data-sentiment={of.sentiment}>
        {names('sentiment', of.sentiment)}
      </span>,
    ],
    [words.sure, percent(locale, of.confidence / 100)],
    [words.score, `${of.score > 0 ? '+' : ''}${number(locale, of.score)}`],
    [common.languageOf, of.language == null ? common.none : names('language', of.language)],
    [asked.field('intent'), names('intent', of.intent)],
    [words.urgency, asked.value('urgency', of.urgency)],
    [words.engine, of.engine],
  ];
  return <Facts facts={facts} />;
}

export function Facts({ facts }: { facts: readonly [string, ReactNode][] }) {
  return (
    <dl className="figure-row">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
