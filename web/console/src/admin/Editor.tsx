import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Problem } from '../api/client';
import { useMe } from '../desk/queries';
import { told } from '../desk/useMoves';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/useWords';
import { slugged, TextField } from './Fields';
import type { Body, Kept, Kind } from './kinds';
import { isPlaced, useProblemAt, useSetting } from './useSetting';
import { isVersioned } from './Versions';
import { useAdminWords } from './words';

/** What every editor is given. */
export type EditorGiven<K extends Kind> = { kept: Kept[K] | undefined; done: (id: string | undefined) => void };

type Given<K extends Kind> = EditorGiven<K> & {
  kind: K;
  name: string;
  setName: (name: string) => void;
  body: () => Body[K];
  /** The fields that show their own problems. */
  fields: readonly string[];
  /** Everything but name and id; it is told what is wrong. */
  children: (at: (field: string) => string | undefined) => ReactNode;
  idHint?: string;
  /** Who may change it, where not only administrators. */
  forSupervisors?: boolean;
  /** What stands below the form, for everybody; it is told the short name, and tells when a save may rest on what was tried there. */
  after?: (id: string, onTried: () => void) => ReactNode;
};

/** A form for one setting: name, short name, its own fields; saved over what was read, and never over somebody else's change. */
export function Editor<K extends Kind>(given: Given<K>) {
  const { kind, kept, done, name, setName, body, fields, children, idHint, forSupervisors, after } = given;
  const common = useWords();
  const words = useAdminWords();
  const role = useMe().data?.role;
  const { save, remove, problem, busy } = useSetting(kind, kept, done);
  const [typedId, setTypedId] = useState<string | undefined>();
  const [sure, setSure] = useState(false);
  const id = kept?.id ?? typedId ?? slugged(name);
  const may = role === 'admin' || (forSupervisors === true && role === 'supervisor');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const untried = problem instanceof Problem && problem.code === 'backtest_required';
  const at = useProblemAt(untried ? undefined : problem);
  const outdated = problem instanceof Problem && problem.code === 'version_conflict';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(false);
    void save(id, body());
  };
  const toTrial = () => {
    const run = form.current?.querySelector<HTMLElement>('[data-run]');
    run?.scrollIntoView({ block: 'center' });
    run?.focus();
  };
  return (
    <form ref={form} className="editor card" aria-label={kept === undefined ? words.newOne : name} onSubmit={submit} noValidate>
      <h2>{kept === undefined ? words.newOne : name}</h2>
      {!may && <p className="form-note">{words.adminOnly}</p>}
      <fieldset disabled={!may} className="editor-fields">
        <div className="two">
          <TextField label={words.name} value={name} change={setName} maxLength={100} required problem={at('name')} />
          <TextField
            label={words.id}
            hint={kept === undefined ? (idHint ?? words.idHint) : undefined}
            value={id}
            change={setTypedId}
            disabled={kept !== undefined}
            mono
            problem={at('id')}
          />
        </div>
        {children(at)}
        {untried && (
          <p role="alert" className="form-note" data-tried={tried}>
            {tried ? words.triedNow : words.untried}{' '}
            {!tried && (
              <button type="button" className="link" onClick={toTrial}>
                {words.tryIt}
              </button>
            )}
          </p>
        )}
        {problem !== undefined && !untried && !isPlaced(problem, ['name', 'id', ...fields]) && (
          <p role="alert" className="form-problem">
            {outdated ? words.outdated : told(common, problem)}{' '}
            {outdated && (
              <button type="button" className="link" onClick={() => location.reload()}>
                {words.loadAgain}
              </button>
            )}
          </p>
        )}
        <div className="editor-foot">
          <button type="submit" className="button primary" disabled={busy || name.trim() === '' || id === ''}>
            {busy ? words.saving : words.save}
          </button>
          <span className="grow" />
          {kept !== undefined && kept.version > 0 && (
            <button type="button" className="button danger" disabled={busy} onClick={() => setSure(true)}>
              {words.remove}
            </button>
          )}
        </div>
      </fieldset>
      {after?.(id, () => setTried(true))}
      {sure && (
        <Dialog title={words.remove} onClose={() => setSure(false)}>
          <p>{isVersioned(kind) ? words.removeKept(name) : words.removeSure(name)}</p>
          <div className="editor-foot">
            <button type="button" className="button" onClick={() => setSure(false)}>
              {words.cancel}
            </button>
            <span className="grow" />
            <button
              type="button"
              className="button danger"
              data-first
              onClick={() => {
                setSure(false);
                remove();
              }}
            >
              {words.remove}
            </button>
          </div>
        </Dialog>
      )}
    </form>
  );
}
