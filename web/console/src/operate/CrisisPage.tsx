import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CheckField, ChecksField, NumberField, TextField } from '../admin/Fields';
import { isPlaced, useProblemAt } from '../admin/useSetting';
import { read, type Shape } from '../api/client';
import { useMe } from '../desk/queries';
import { useNames } from '../desk/useNames';
import { useTopics } from '../listening/queries';
import { type Crisis, useCrisis } from '../shell/crisis';
import { useStack } from '../stack';
import { useTelling } from '../ui/Notices';
import { moment, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { Approvals } from './Approvals';
import { Head, Trouble, Waiting } from './Parts';
import { type OperateWords, useOperateWords } from './words';

const AN_HOUR = 60;

/** The crisis switch: on, off, what it is about, and when it was (ALR-03). */
export function CrisisPage() {
  const words = useOperateWords();
  const crisis = useCrisis();
  const role = useMe().data?.role;
  return (
    <div className="admin">
      <Head place="crisis" words={words} />
      {crisis.error !== null && <Trouble problem={crisis.error} again={() => void crisis.refetch()} />}
      {crisis.data === undefined && crisis.error === null && <Waiting />}
      {role !== undefined && role !== 'agent' && <Approvals on={crisis.data != null} words={words} />}
      {/* Another version is another form: what was typed belongs to what was read. */}
      {crisis.data !== undefined && <Switch key={crisis.data?.version ?? 0} crisis={crisis.data} words={words} />}
      {role !== undefined && role !== 'agent' && <History words={words} />}
    </div>
  );
}

function Switch({ crisis, words }: { crisis: Crisis | null; words: OperateWords }) {
  const { locale } = useSpoken();
  const { api } = useStack();
  const client = useQueryClient();
  const names = useNames();
  const { announce } = useTelling();
  const all = useTopics().data?.items ?? [];
  const role = useMe().data?.role;
  const may = role === 'supervisor' || role === 'admin';
  const [topics, setTopics] = useState<string[]>(crisis?.topics ?? []);
  const [priority, setPriority] = useState(crisis?.priority ?? AN_HOUR);
  const [playbook, setPlaybook] = useState(crisis?.playbook ?? '');
  // What is said in public in a crisis is said once: a second pair of eyes is how it begins, and can be left out.
  const [approval, setApproval] = useState(crisis?.approval ?? true);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const at = useProblemAt(problem);
  const header = { 'If-Match': `"${crisis?.version ?? 0}"` };
  const carry = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
      await client.invalidateQueries({ queryKey: ['crisis'] });
      await client.invalidateQueries({ queryKey: ['crisis-history'] });
      announce(words.crisisTaken);
    } catch (failure) {
      setProblem(failure);
    }
    setBusy(false);
  };
  const on = (event: FormEvent) => {
    event.preventDefault();
    const body: Shape['CrisisBody'] = { topics, priority, playbook: playbook.trim(), approval };
    void carry(() => read(api.PUT('/v1/crisis', { params: { header }, body })));
  };
  const off = () => void carry(() => read(api.DELETE('/v1/crisis', { params: { header } })));
  return (
    <form className="card editor crisis-form" data-on={crisis !== null} onSubmit={on} aria-label={words.places.crisis}>
      <div className="crisis-state">
        <div>
          <h2>{crisis === null ? words.crisisOff : words.crisisOn}</h2>
          {crisis !== null && (
            <p className="quiet small">{words.crisisSince(moment(locale, crisis.since), names.agent(crisis.by))}</p>
          )}
        </div>
        {crisis !== null && (
          <button type="button" className="button danger" disabled={!may || busy} onClick={off}>
            {words.switchOff}
          </button>
        )}
      </div>
      <fieldset className="editor-fields" disabled={!may}>
        <ChecksField
          label={words.crisisTopics}
          hint={words.crisisTopicsHint}
          values={topics}
          change={setTopics}
          options={all.map((one) => ({ value: one.id, label: one.name }))}
          problem={at('topics')}
        />
        <div className="narrow-field">
          <NumberField
            label={words.crisisPriority}
            hint={words.crisisPriorityHint}
            value={priority}
            change={setPriority}
            min={0}
            max={1440}
            problem={at('priority')}
          />
        </div>
        <TextField
          label={words.playbook}
          hint={words.playbookHint}
          value={playbook}
          change={setPlaybook}
          rows={6}
          maxLength={5000}
          problem={at('playbook')}
        />
        <CheckField label={words.crisisApproval} value={approval} change={setApproval} />
        {problem !== undefined && !isPlaced(problem, ['topics', 'priority', 'playbook']) && <Trouble problem={problem} />}
        <div className="editor-foot">
          <button type="submit" className={crisis === null ? 'button alarm-button' : 'button primary'} disabled={busy}>
            {crisis === null ? words.switchOn : words.saveChange}
          </button>
          <span className="quiet small">{words.crisisTaken}</span>
        </div>
      </fieldset>
    </form>
  );
}

/** Every time it was switched on or changed. */
function History({ words }: { words: OperateWords }) {
  const { locale, words: common } = useSpoken();
  const { api } = useStack();
  const names = useNames();
  const topics = useTopics().data?.items;
  const history = useQuery({
    queryKey: ['crisis-history'],
    queryFn: () => read(api.GET('/v1/crisis/history', { params: { query: { limit: 50 } } })),
    staleTime: 10_000,
  });
  const named = (id: string) => topics?.find((one) => one.id === id)?.name ?? id;
  return (
    <section className="card operate-card" aria-label={words.history}>
      <h2>{words.history}</h2>
      {history.error !== null && <Trouble problem={history.error} again={() => void history.refetch()} />}
      {history.data?.items.length === 0 && <p className="quiet">{words.noHistory}</p>}
      {history.data !== undefined && history.data.items.length > 0 && (
        <div className="rows" tabIndex={0} role="group" aria-label={words.history}>
          <table className="mentions">
            <thead>
              <tr>
                <th scope="col">{words.saved}</th>
                <th scope="col">{words.by}</th>
                <th scope="col">{words.crisisTopics}</th>
                <th scope="col">{words.crisisPriority}</th>
                <th scope="col">{words.approvals}</th>
                <th scope="col">{words.playbook}</th>
              </tr>
            </thead>
            <tbody>
              {history.data.items.map((one) => (
                <tr key={one.version} data-version={one.version}>
                  <th scope="row">
                    <time dateTime={one.saved_at}>{moment(locale, one.saved_at)}</time>
                  </th>
                  <td>{names.agent(one.by)}</td>
                  <td>{one.topics.length === 0 ? words.everything : one.topics.map(named).join(', ')}</td>
                  <td>{number(locale, one.priority)}</td>
                  <td>{one.approval ? words.approvalWanted : common.none}</td>
                  <td>
                    <span className="playbook-cell" dir="auto">
                      {one.playbook === '' ? common.none : one.playbook}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
