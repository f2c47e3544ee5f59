import { useState } from 'react';
import type { Shape } from '../api/client';
import { Backtest } from '../tryout/Backtest';
import { topicDraft } from '../tryout/draft';
import { QueryPreview } from '../tryout/Preview';
import { PLATFORMS } from '../ui/Person';
import { useWords } from '../words/useWords';
import { Editor, type EditorGiven } from './Editor';
import { CheckField, ChecksField, NumberField, SelectField, TextField } from './Fields';
import { useAdminWords } from './words';

type Rule = Shape['IngestionRuleBody'];
const FRESH: Rule = { id: '', query: '', active: true };

/** A topic with the rules that say what it catches. */
export function TopicEditor({ kept, done }: EditorGiven<'topics'>) {
  const common = useWords();
  const words = useAdminWords();
  const [name, setName] = useState(kept?.name ?? '');
  const [active, setActive] = useState(kept?.active ?? true);
  const [rules, setRules] = useState<Rule[]>(
    () => kept?.rules.map(({ version: _, ...rule }) => rule) ?? [{ ...FRESH, id: 'words' }],
  );
  const change = (index: number, part: Partial<Rule>) =>
    setRules(rules.map((rule, place) => (place === index ? { ...rule, ...part } : rule)));
  const add = () => {
    let number = rules.length + 1;
    while (rules.some((rule) => rule.id === `rule-${number}`)) number += 1;
    setRules([...rules, { ...FRESH, id: `rule-${number}` }]);
  };
  const body = () => ({ name: name.trim(), active, rules });
  return (
    <Editor
      kind="topics"
      kept={kept}
      done={done}
      name={name}
      setName={setName}
      body={body}
      fields={rules.flatMap((_, index) => [`rules[${index}].id`, `rules[${index}].query`, `rules[${index}].cap`])}
      after={(id, onTried) => <Backtest draft={topicDraft(id, body())} onTried={onTried} />}
    >
      {(at) => (
        <>
          <CheckField label={words.active} value={active} change={setActive} />
          <h3>{words.topicRules}</h3>
          {rules.map((rule, index) => (
            // A rule has no name of its own until it is typed: its place is what it is known by.
            <fieldset key={index} className="sub-card" data-rule={rule.id}>
              <div className="two">
                <TextField
                  label={words.id}
                  value={rule.id}
                  change={(id) => change(index, { id })}
                  mono
                  problem={at(`rules[${index}].id`)}
                />
                <div className="sub-tools">
                  <CheckField label={words.active} value={rule.active ?? true} change={(now) => change(index, { active: now })} />
                  <button type="button" className="link" onClick={() => setRules(rules.filter((_, place) => place !== index))}>
                    {words.dropRule}
                  </button>
                </div>
              </div>
              <TextField
                label={words.query}
                hint={words.queryHint}
                value={rule.query}
                change={(query) => change(index, { query })}
                rows={3}
                maxLength={4096}
                mono
                problem={at(`rules[${index}].query`)}
              />
              <QueryPreview query={rule.query} place="ingestion" />
              <ChecksField
                label={words.platforms}
                hint={words.everything}
                values={rule.platforms ?? []}
                change={(platforms) => change(index, { platforms: platforms as NonNullable<Rule['platforms']> })}
                options={Object.entries(PLATFORMS).map(([value, label]) => ({ value, label }))}
              />
              <ChecksField
                label={words.languages}
                values={rule.languages ?? []}
                change={(languages) => change(index, { languages: languages as NonNullable<Rule['languages']> })}
                options={Object.entries(common.languages).map(([value, label]) => ({ value, label }))}
              />
              <Cap cap={rule.cap ?? undefined} change={(cap) => change(index, { cap })} problem={at(`rules[${index}].cap`)} />
            </fieldset>
          ))}
          <button type="button" className="button" onClick={add}>
            {words.addRule}
          </button>
        </>
      )}
    </Editor>
  );
}

type CapBody = Shape['CapBody'];
/** What a rule may catch in a month until somebody says otherwise. */
const USUAL_CAP: CapBody = { per_month: 10_000 };

/** How much a rule may catch in a month, and what happens then (ING-11). */
function Cap({
  cap,
  change,
  problem,
}: {
  cap: CapBody | undefined;
  change: (cap: CapBody | null) => void;
  problem: string | undefined;
}) {
  const words = useAdminWords();
  const samples = cap?.one_in != null;
  return (
    <>
      <CheckField label={words.capped} value={cap !== undefined} change={(on) => change(on ? USUAL_CAP : null)} />
      {cap !== undefined && (
        <div className="two">
          <NumberField
            label={words.capPerMonth}
            hint={words.capHint}
            value={cap.per_month}
            change={(per_month) => change({ ...cap, per_month })}
            min={1}
            problem={problem}
          />
          <SelectField
            label={words.capThen}
            value={samples ? 'sample' : 'pause'}
            change={(next) => change({ per_month: cap.per_month, one_in: next === 'sample' ? 10 : null })}
            options={[
              { value: 'pause', label: words.capPauses },
              { value: 'sample', label: words.capSamples },
            ]}
          />
          {samples && (
            <NumberField
              label={words.capOneIn}
              value={cap.one_in ?? 10}
              change={(one_in) => change({ ...cap, one_in })}
              min={2}
            />
          )}
        </div>
      )}
    </>
  );
}
