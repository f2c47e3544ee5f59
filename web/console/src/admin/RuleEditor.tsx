import { useState } from 'react';
import type { Shape } from '../api/client';
import { useAskedNames } from '../trace/asked';
import { Backtest } from '../tryout/Backtest';
import { ruleDraft } from '../tryout/draft';
import { ConditionPreview, QueryPreview } from '../tryout/Preview';
import { condition, FIELDS, flat, type Flat, kindOf, operatorsOf, type Test, VALUES } from './condition';
import { Editor, type EditorGiven } from './Editor';
import { CheckField, ChecksField, commas, NumberField, SelectField, TextField } from './Fields';
import { useAll } from './useSetting';
import { ProgramField } from './ProgramField';
import { useAdminWords } from './words';

const THEN = ['escalate', 'no_action', 'continue'] as const;
const PROGRAMS = ['bot', 'ticket'] as const;
const FRESH: Flat = { match: 'all', tests: [{ field: 'sentiment', operator: 'is', value: 'negative' }] };

/** An escalation rule: when it applies, and what it does then. */
export function RuleEditor({ kept, done }: EditorGiven<'rules'>) {
  const words = useAdminWords();
  const rules = useAll('rules').data ?? [];
  const queues = useAll('queues').data ?? [];
  const skills = useAll('skills').data ?? [];
  const [name, setName] = useState(kept?.name ?? '');
  const [number, setNumber] = useState(kept?.number ?? Math.max(0, ...rules.map((rule) => rule.number)) + 10);
  const [active, setActive] = useState(kept?.active ?? true);
  const [list, setList] = useState<Flat | undefined>(() => (kept === undefined ? FRESH : flat(kept.condition)));
  const [text, setText] = useState(() => JSON.stringify(kept?.condition ?? condition(FRESH), null, 2));
  const [broken, setBroken] = useState<string | undefined>();
  const [outcome, setOutcome] = useState<Shape['OutcomeBody']>(kept?.outcome ?? { then: 'escalate' });
  const [tags, setTags] = useState((kept?.tags ?? []).join(', '));

  const body = () => {
    // What this form does not show (language, people told, a canned answer) stays as it is.
    const { then, queue, skills: needed = [], priority = 0, answer_within, ...besides } = outcome;
    const adds = then !== 'no_action';
    return {
      name: name.trim(),
      number,
      active,
      condition: (list === undefined
        ? JSON.parse(broken === undefined ? text : 'null')
        : condition(list)) as Shape['RuleBody']['condition'],
      outcome: {
        then,
        ...(then === 'escalate' && queue ? { queue } : {}),
        ...(adds && needed.length > 0 ? { skills: needed } : {}),
        ...(adds && priority !== 0 ? { priority } : {}),
        ...(adds && answer_within ? { answer_within } : {}),
        ...(adds ? besides : {}),
      },
      tags: commas(tags),
    };
  };
  const write = (next: string) => {
    setText(next);
    try {
      JSON.parse(next);
      setBroken(undefined);
    } catch (failure) {
      setBroken(failure instanceof Error ? failure.message : String(failure));
    }
  };
  const asText = () => {
    if (list !== undefined) setText(JSON.stringify(condition(list), null, 2));
    setList(undefined);
  };
  const listed = list === undefined && broken === undefined ? flat(JSON.parse(text)) : undefined;

  return (
    <Editor
      kind="rules"
      kept={kept}
      done={done}
      name={name}
      setName={setName}
      body={body}
      fields={['number', 'condition', 'outcome', 'tags']}
      after={(id, onTried) => broken === undefined && <Backtest draft={ruleDraft(id, body())} onTried={onTried} />}
    >
      {(at) => (
        <>
          <div className="two">
            <NumberField
              label={words.number}
              hint={words.numberHint}
              value={number}
              change={setNumber}
              min={0}
              problem={at('number')}
            />
            <div className="sub-tools">
              <CheckField label={words.active} value={active} change={setActive} />
            </div>
          </div>
          <fieldset className="sub-card">
            <legend>{words.condition}</legend>
            {list === undefined ? (
              <TextField label={words.asText} value={text} change={write} rows={10} mono problem={broken ?? at('condition')} />
            ) : (
              <>
                <Tests list={list} change={setList} />
                {at('condition') !== undefined && (
                  <span className="field-problem" role="alert">
                    {at('condition')}
                  </span>
                )}
              </>
            )}
            {broken === undefined && <ConditionPreview condition={body().condition} />}
            <div className="sub-tools">
              {list === undefined ? (
                <button type="button" className="link" disabled={listed === undefined} onClick={() => setList(listed)}>
                  {words.asList}
                </button>
              ) : (
                <button type="button" className="link" onClick={asText}>
                  {words.asText}
                </button>
              )}
            </div>
          </fieldset>
          <fieldset className="sub-card">
            <legend>{words.outcome}</legend>
            <div className="two">
              <SelectField
                label={words.outcome}
                value={outcome.then}
                change={(then) => setOutcome({ ...outcome, then: THEN.find((one) => one === then) ?? 'escalate' })}
                options={THEN.map((value) => ({ value, label: words.outcomes[value] }))}
              />
              {outcome.then === 'escalate' && (
                <SelectField
                  label={words.queue}
                  value={outcome.queue ?? ''}
                  change={(queue) => setOutcome({ ...outcome, queue: queue === '' ? null : queue })}
                  options={[{ value: '', label: words.ownQueue }, ...queues.map((one) => ({ value: one.id, label: one.name }))]}
                  problem={at('outcome.queue')}
                />
              )}
            </div>
            {outcome.then !== 'no_action' && (
              <>
                <ChecksField
                  label={words.skillsNeeded}
                  values={outcome.skills ?? []}
                  change={(needed) => setOutcome({ ...outcome, skills: needed })}
                  options={skills.map((one) => ({ value: one.id, label: one.name }))}
                  problem={at('outcome.skills')}
                />
                <NumberField
                  label={words.priority}
                  value={outcome.priority ?? 0}
                  change={(priority) => setOutcome({ ...outcome, priority })}
                  problem={at('outcome.priority')}
                />
                <NumberField
                  label={words.answerWithin}
                  hint={words.answerWithinHint}
                  value={outcome.answer_within ?? 0}
                  change={(minutes) => setOutcome({ ...outcome, answer_within: minutes })}
                  min={0}
                  max={10080}
                  problem={at('outcome.answer_within')}
                />
                {PROGRAMS.map((which) => (
                  <ProgramField
                    key={which}
                    label={words[which]}
                    value={outcome[which] ?? undefined}
                    change={(program) => setOutcome({ ...outcome, [which]: program })}
                    at={(field) => at(`outcome.${which}.${field}`)}
                  />
                ))}
              </>
            )}
          </fieldset>
          <TextField label={words.tags} hint={words.tagsHint} value={tags} change={setTags} mono problem={at('tags')} />
        </>
      )}
    </Editor>
  );
}

function Tests({ list, change }: { list: Flat; change: (list: Flat) => void }) {
  const words = useAdminWords();
  const names = useAskedNames();
  const set = (index: number, part: Partial<Test>) =>
    change({ ...list, tests: list.tests.map((test, place) => (place === index ? { ...test, ...part } : test)) });
  return (
    <div className="tests">
      {list.tests.length > 1 && (
        <select
          aria-label={words.condition}
          value={list.match}
          onChange={(event) => change({ ...list, match: event.target.value === 'any' ? 'any' : 'all' })}
        >
          <option value="all">{words.matchAll}</option>
          <option value="any">{words.matchAny}</option>
        </select>
      )}
      {list.tests.length === 0 && <p className="quiet">{words.always}</p>}
      {list.tests.map((test, index) => {
        const values = VALUES[test.field];
        const one = test.operator === 'is' || test.operator === 'is_not';
        return (
          <div key={index} className="test">
            <select
              aria-label={words.field}
              value={test.field}
              onChange={(event) => {
                const field = FIELDS.find((name) => name === event.target.value) ?? 'sentiment';
                const operator = operatorsOf(field).includes(test.operator) ? test.operator : (operatorsOf(field)[0] ?? 'is');
                set(index, { field, operator, value: VALUES[field]?.[0] ?? '' });
              }}
            >
              {FIELDS.map((field) => (
                <option key={field} value={field}>
                  {names.field(field)}
                </option>
              ))}
            </select>
            <select
              aria-label={words.operator}
              value={test.operator}
              onChange={(event) =>
                set(index, { operator: operatorsOf(test.field).find((name) => name === event.target.value) ?? test.operator })
              }
            >
              {operatorsOf(test.field).map((operator) => (
                <option key={operator} value={operator}>
                  {names.operator(operator)}
                </option>
              ))}
            </select>
            {test.operator === 'is_unknown' ? (
              <span />
            ) : values !== undefined && one ? (
              <select aria-label={words.value} value={test.value} onChange={(event) => set(index, { value: event.target.value })}>
                {values.map((value) => (
                  <option key={value} value={value}>
                    {names.value(test.field, value)}
                  </option>
                ))}
              </select>
            ) : (
              <input
                aria-label={words.value}
                {...(kindOf(test.field) === 'number' ? { type: 'number', min: 0 } : {})}
                value={test.value}
                placeholder={one || test.operator === 'matches' ? undefined : words.valuesHint}
                onChange={(event) => set(index, { value: event.target.value })}
              />
            )}
            <button
              type="button"
              className="link"
              onClick={() => change({ ...list, tests: list.tests.filter((_, place) => place !== index) })}
            >
              {words.dropTest}
            </button>
            {test.operator === 'matches' && (
              <div className="test-preview">
                <QueryPreview query={test.value} place="judged" />
              </div>
            )}
          </div>
        );
      })}
      <button
        type="button"
        className="button small"
        onClick={() => change({ ...list, tests: [...list.tests, { field: 'sentiment', operator: 'is', value: 'negative' }] })}
      >
        {words.addTest}
      </button>
    </div>
  );
}
