import { useState } from 'react';
import { useWords } from '../words/useWords';
import { Editor, type EditorGiven } from './Editor';
import { CheckField, ChecksField, commas, NumberField, TextField } from './Fields';
import { useAll } from './useSetting';
import { useAdminWords } from './words';

/** Queues, skills, agents, canned responses. */

export function QueueEditor({ kept, done }: EditorGiven<'queues'>) {
  const words = useAdminWords();
  const [name, setName] = useState(kept?.name ?? '');
  const [seconds, setSeconds] = useState(kept?.offer_seconds ?? 60);
  const [codes, setCodes] = useState((kept?.wrap_up_codes ?? []).join(', '));
  const [required, setRequired] = useState(kept?.code_required ?? false);
  const body = () => ({ name: name.trim(), offer_seconds: seconds, wrap_up_codes: commas(codes), code_required: required });
  return (
    <Editor
      kind="queues"
      kept={kept}
      done={done}
      name={name}
      setName={setName}
      body={body}
      fields={['offer_seconds', 'wrap_up_codes']}
    >
      {(at) => (
        <>
          <NumberField
            label={words.offerSeconds}
            hint={words.offerHint}
            value={seconds}
            change={setSeconds}
            min={5}
            max={3600}
            problem={at('offer_seconds')}
          />
          <TextField
            label={words.codes}
            hint={words.codesHint}
            value={codes}
            change={setCodes}
            mono
            problem={at('wrap_up_codes')}
          />
          <CheckField label={words.codeRequired} value={required} change={setRequired} />
        </>
      )}
    </Editor>
  );
}

export function SkillEditor({ kept, done }: EditorGiven<'skills'>) {
  const [name, setName] = useState(kept?.name ?? '');
  return (
    <Editor kind="skills" kept={kept} done={done} name={name} setName={setName} body={() => ({ name: name.trim() })} fields={[]}>
      {() => null}
    </Editor>
  );
}

export function AgentEditor({ kept, done }: EditorGiven<'agents'>) {
  const words = useAdminWords();
  const queues = useAll('queues').data ?? [];
  const skills = useAll('skills').data ?? [];
  const [name, setName] = useState(kept?.name ?? '');
  const [served, setServed] = useState<string[]>(kept?.queues ?? []);
  const [levels, setLevels] = useState<Record<string, number>>(kept?.skills ?? {});
  const [capacity, setCapacity] = useState(kept?.capacity ?? 5);
  const body = () => ({ name: name.trim(), queues: served, skills: levels, capacity });
  const level = (skill: string, value: number) => {
    const { [skill]: _, ...others } = levels;
    setLevels(value === 0 ? others : { ...others, [skill]: value });
  };
  return (
    <Editor
      kind="agents"
      kept={kept}
      done={done}
      name={name}
      setName={setName}
      body={body}
      fields={['queues', 'skills', 'capacity']}
      idHint={words.agentIdHint}
    >
      {(at) => (
        <>
          <NumberField label={words.capacity} value={capacity} change={setCapacity} min={1} max={100} problem={at('capacity')} />
          <ChecksField
            label={words.queuesServed}
            values={served}
            change={setServed}
            options={queues.map((one) => ({ value: one.id, label: one.name }))}
            problem={at('queues')}
          />
          <fieldset className="field checks-field">
            <legend>{words.proficiency}</legend>
            {skills.map((skill) => (
              <label key={skill.id} className="level">
                {skill.name}
                <select
                  aria-label={words.level(skill.name)}
                  value={levels[skill.id] ?? 0}
                  onChange={(event) => level(skill.id, Number(event.target.value))}
                >
                  <option value={0}>{words.notAble}</option>
                  {[1, 2, 3, 4, 5].map((one) => (
                    <option key={one} value={one}>
                      {one}
                    </option>
                  ))}
                </select>
              </label>
            ))}
            {at('skills') !== undefined && (
              <span className="field-problem" role="alert">
                {at('skills')}
              </span>
            )}
          </fieldset>
        </>
      )}
    </Editor>
  );
}

const TONGUES = ['en', 'ko', 'ja'] as const;

export function CannedEditor({ kept, done }: EditorGiven<'canned'>) {
  const common = useWords();
  const words = useAdminWords();
  const queues = useAll('queues').data ?? [];
  const [name, setName] = useState(kept?.name ?? '');
  const [shortcut, setShortcut] = useState(kept?.shortcut ?? '');
  const [texts, setTexts] = useState<Record<string, string>>(kept?.texts ?? {});
  const [forQueues, setForQueues] = useState<string[]>(kept?.queues ?? []);
  const body = () => ({
    name: name.trim(),
    shortcut: shortcut.trim(),
    texts: Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== '')),
    queues: forQueues,
  });
  return (
    <Editor
      kind="canned"
      kept={kept}
      done={done}
      name={name}
      setName={setName}
      body={body}
      fields={['shortcut', 'texts', 'queues']}
      forSupervisors
    >
      {(at) => (
        <>
          <TextField
            label={words.shortcut}
            hint={words.shortcutHint}
            value={shortcut}
            change={setShortcut}
            maxLength={40}
            mono
            problem={at('shortcut')}
          />
          {TONGUES.map((tongue) => (
            <TextField
              key={tongue}
              label={words.textIn(common.languages[tongue])}
              hint={tongue === 'en' ? words.textHint : undefined}
              lang={tongue}
              rows={3}
              maxLength={5000}
              value={texts[tongue] ?? ''}
              change={(text) => setTexts({ ...texts, [tongue]: text })}
              problem={
                at(`texts.${tongue}`) ??
                (tongue === 'en' && at('texts')?.startsWith('texts.') === false ? at('texts') : undefined)
              }
            />
          ))}
          <ChecksField
            label={words.forQueues}
            hint={words.everything}
            values={forQueues}
            change={setForQueues}
            options={queues.map((one) => ({ value: one.id, label: one.name }))}
            problem={at('queues')}
          />
        </>
      )}
    </Editor>
  );
}
