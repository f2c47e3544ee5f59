import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Problem, read, type Shape } from '../api/client';
import { useMe } from '../desk/queries';
import { told } from '../desk/useMoves';
import { Trouble, Waiting } from '../operate/Parts';
import { useStack } from '../stack';
import { Dialog } from '../ui/Dialog';
import { number } from '../words/formats';
import { useSpoken, useWords } from '../words/useWords';
import { SelectField, TextField } from './Fields';
import { useIntakeWords } from './intakeWords';
import { type Draft, draftOf, emptyDraft, PARTS, ruleOf, TONGUES } from './urgency';
import { useProblemAt } from './useSetting';
import { useAdminWords } from './words';

const NAME = ['urgency-rules'];

/** Words that make a message urgent, as one set that is saved at once. */
export function UrgencyPage() {
  const { api } = useStack();
  const words = useAdminWords();
  const kept = useQuery({ queryKey: NAME, queryFn: () => read(api.GET('/v1/urgency-rules')) });
  return (
    <div className="admin">
      <header className="admin-head">
        <div>
          <h1>{words.kinds.urgency}</h1>
          <p className="quiet">{words.about.urgency}</p>
        </div>
      </header>
      {kept.error !== null && <Trouble problem={kept.error} again={() => void kept.refetch()} />}
      {kept.data === undefined && kept.error === null && <Waiting />}
      {/* Another version is another form: what was typed belongs to what was read. */}
      {kept.data !== undefined && <Form key={kept.data.version} kept={kept.data} />}
    </div>
  );
}

function Form({ kept }: { kept: Shape['Kept_UrgencyBody'] }) {
  const { api } = useStack();
  const client = useQueryClient();
  const { locale } = useSpoken();
  const common = useWords();
  const admin = useAdminWords();
  const words = useIntakeWords();
  const may = useMe().data?.role === 'admin';
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => kept.rules.map(draftOf));
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [sure, setSure] = useState(false);
  const at = useProblemAt(problem);
  const header = { 'If-Match': `"${kept.version}"` };
  const change = (index: number, part: Partial<Draft>) => {
    setSaved(false);
    setDrafts(drafts.map((one, place) => (place === index ? { ...one, ...part } : one)));
  };
  const carry = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
      setSaved(true);
      await client.invalidateQueries({ queryKey: NAME });
    } catch (failure) {
      setProblem(failure);
    }
    setBusy(false);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    void carry(() => read(api.PUT('/v1/urgency-rules', { params: { header }, body: { rules: drafts.map(ruleOf) } })));
  };
  const begin = () => {
    setSaved(false);
    setProblem(undefined);
    // They are a draft until they are saved; what was typed stays above them.
    read(api.GET('/v1/urgency-rules/shipped'))
      .then(({ rules }) => setDrafts((typed) => [...typed, ...rules.map(draftOf)]))
      .catch(setProblem);
  };
  const reset = () => {
    setSure(false);
    void carry(() => read(api.DELETE('/v1/urgency-rules', { params: { header } })));
  };
  return (
    <form className="card editor" aria-label={admin.kinds.urgency} onSubmit={save} noValidate data-version={kept.version}>
      <p className="form-note">
        {kept.version === 0 ? `${words.shipped} ` : ''}
        {words.replaces}
      </p>
      {!may && <p className="form-note">{admin.adminOnly}</p>}
      <fieldset disabled={!may} className="editor-fields">
        {drafts.map((draft, index) => (
          <RuleFields
            key={draft.key}
            draft={draft}
            title={words.rule(number(locale, index + 1))}
            at={(field) => at(`rules[${index}].${field}`)}
            change={(part) => change(index, part)}
            drop={() => setDrafts(drafts.filter((one) => one !== draft))}
          />
        ))}
        <div className="sub-tools">
          {drafts.length === 0 && (
            <button type="button" className="button" onClick={begin}>
              {words.beginShipped}
            </button>
          )}
          <button type="button" className="button" onClick={() => setDrafts([...drafts, emptyDraft()])}>
            {words.addRule}
          </button>
        </div>
        {problem !== undefined && !(problem instanceof Problem && problem.field.startsWith('rules[')) && (
          <p role="alert" className="form-problem">
            {told(common, problem)}
          </p>
        )}
        <div className="editor-foot">
          <button type="submit" className="button primary" disabled={busy || drafts.length === 0}>
            {words.save}
          </button>
          {saved && <span role="status">{words.saved}</span>}
          <span className="grow" />
          {kept.version !== 0 && (
            <button type="button" className="button danger" disabled={busy} onClick={() => setSure(true)}>
              {words.reset}
            </button>
          )}
        </div>
      </fieldset>
      {sure && (
        <Dialog title={words.reset} onClose={() => setSure(false)}>
          <p>{words.resetSure}</p>
          <div className="editor-foot">
            <button type="button" className="button" onClick={() => setSure(false)}>
              {common.cancel}
            </button>
            <span className="grow" />
            <button type="button" className="button danger" data-first onClick={reset}>
              {words.reset}
            </button>
          </div>
        </Dialog>
      )}
    </form>
  );
}

function RuleFields({
  draft,
  title,
  at,
  change,
  drop,
}: {
  draft: Draft;
  title: string;
  at: (field: string) => string | undefined;
  change: (part: Partial<Draft>) => void;
  drop: () => void;
}) {
  const common = useWords();
  const words = useIntakeWords();
  return (
    <fieldset className="sub-card">
      <legend>{title}</legend>
      <div className="two">
        <TextField
          label={words.name}
          hint={words.nameHint}
          value={draft.id}
          change={(id) => change({ id })}
          maxLength={64}
          mono
          problem={at('id')}
        />
        <SelectField
          label={words.level}
          value={draft.level}
          change={(next) => change({ level: (['high', 'normal', 'low'] as const).find((one) => one === next) ?? 'high' })}
          options={(['high', 'normal', 'low'] as const).map((value) => ({ value, label: words.levels[value] }))}
        />
      </div>
      {PARTS.map((part) => (
        <details key={part} className="terms" open={part === 'any' || Object.values(draft[part]).some((text) => text !== '')}>
          <summary>{words[part]}</summary>
          <div className="three">
            {TONGUES.map((tongue) => (
              <TextField
                key={tongue}
                label={`${words[part]}: ${common.languages[tongue]}`}
                lang={tongue}
                rows={3}
                value={draft[part][tongue]}
                change={(text) => change({ [part]: { ...draft[part], [tongue]: text } })}
                mono
                problem={at(`${part}.${tongue}`) ?? (part === 'any' && tongue === 'en' ? whole(at('any')) : undefined)}
              />
            ))}
          </div>
        </details>
      ))}
      <p className="field-hint">{words.termsHint}</p>
      <div>
        <button type="button" className="button small" onClick={drop}>
          {words.dropRule}
        </button>
      </div>
    </fieldset>
  );
}

/** What is wrong with all of them, and not with one language. */
function whole(problem: string | undefined): string | undefined {
  return problem?.startsWith('rules[') ? undefined : problem;
}
