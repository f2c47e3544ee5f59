import type { Shape } from '../api/client';

/** Rules of urgency as they are typed: a text area of terms for each part and language. */

export const PARTS = ['any', 'with', 'unless'] as const;
export const TONGUES = ['en', 'ko', 'ja'] as const;
type Terms = Record<(typeof TONGUES)[number], string>;
type Rule = Shape['UrgencyRuleBody'];

export type Draft = { key: number; id: string; level: Rule['level'] } & Record<(typeof PARTS)[number], Terms>;

let keys = 0;
const NONE: Terms = { en: '', ko: '', ja: '' };

export function emptyDraft(): Draft {
  keys += 1;
  return { key: keys, id: '', level: 'high', any: NONE, with: NONE, unless: NONE };
}

export function draftOf(rule: Rule): Draft {
  const typed = (terms: Record<string, string[]> | undefined): Terms => {
    const lines = (tongue: string) => (terms?.[tongue] ?? []).join('\n');
    return { en: lines('en'), ko: lines('ko'), ja: lines('ja') };
  };
  return {
    ...emptyDraft(),
    id: rule.id,
    level: rule.level,
    any: typed(rule.any),
    with: typed(rule.with),
    unless: typed(rule.unless),
  };
}

export function ruleOf(draft: Draft): Rule {
  const terms = (typed: Terms): Record<string, string[]> => {
    const lines = (text: string) =>
      text
        .split('\n')
        .map((one) => one.trim())
        .filter((one) => one !== '');
    return Object.fromEntries(
      TONGUES.map((tongue) => [tongue, lines(typed[tongue])]).filter(([, all]) => all !== undefined && all.length > 0),
    );
  };
  return { id: draft.id.trim(), level: draft.level, any: terms(draft.any), with: terms(draft.with), unless: terms(draft.unless) };
}
