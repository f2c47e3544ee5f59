import { useState } from 'react';
import { read, type Shape } from '../api/client';
import { useMe } from '../desk/queries';
import { told } from '../desk/useMoves';
import { useStack } from '../stack';
import { PLATFORMS } from '../ui/Person';
import { useWords } from '../words/useWords';
import { Checklist } from './Checklist';
import { useChecklistWords } from './checklistWords';
import { Editor, type EditorGiven } from './Editor';
import { CheckField, NumberField, SelectField, TextField, commas } from './Fields';
import { Health } from './Health';
import { useAll, useProblemAt } from './useSetting';
import { useAdminWords } from './words';

type Platform = keyof typeof PLATFORMS;
type Obligation = NonNullable<Shape['AccountBody']['confirmed']>[number];
const NAMES = Object.keys(PLATFORMS) as Platform[];

/** A connection to a platform, and the steps to set it up. */
export function AccountEditor({ kept, done }: EditorGiven<'accounts'>) {
  const common = useWords();
  const words = useAdminWords();
  const listWords = useChecklistWords();
  const queues = useAll('queues').data ?? [];
  const [name, setName] = useState(kept?.name ?? '');
  const [platform, setPlatform] = useState<Platform>(kept?.platform ?? 'line');
  const [externalId, setExternalId] = useState(kept?.external_id ?? '');
  const [queue, setQueue] = useState(kept?.queue ?? '');
  const [language, setLanguage] = useState<string>(kept?.language ?? '');
  const [window, setWindow] = useState(kept?.threading_window_minutes ?? 4320);
  // A new one takes part once what its platform asks for is confirmed.
  const [active, setActive] = useState(kept?.active ?? false);
  const [confirmed, setConfirmed] = useState<Obligation[]>(kept?.confirmed ?? []);
  const [origins, setOrigins] = useState((kept?.origins ?? []).join('\n'));
  const body = (): Shape['AccountBody'] => ({
    platform,
    name: name.trim(),
    external_id: externalId.trim(),
    // Set by the API; an edit here must not lose it.
    handle: kept?.handle ?? null,
    queue: queue === '' ? (queues[0]?.id ?? '') : queue,
    language: (['en', 'ko', 'ja'] as const).find((one) => one === language) ?? null,
    threading_window_minutes: window,
    active,
    confirmed,
    origins: platform === 'web' ? commas(origins) : [],
  });
  return (
    <Editor
      kind="accounts"
      kept={kept}
      done={done}
      name={name}
      setName={setName}
      body={body}
      fields={['platform', 'external_id', 'queue', 'threading_window_minutes', 'origins', 'confirmed']}
      after={() =>
        kept !== undefined && (
          <>
            <Health account={kept.id} />
            <Steps account={kept} />
          </>
        )
      }
    >
      {(at) => (
        <>
          <div className="two">
            <SelectField
              label={words.platform}
              value={platform}
              disabled={kept !== undefined}
              change={(value) => setPlatform(NAMES.find((one) => one === value) ?? 'line')}
              options={NAMES.map((value) => ({ value, label: PLATFORMS[value] }))}
              problem={at('platform')}
            />
            <TextField
              label={words.externalId}
              hint={words.externalIdHints[platform as keyof typeof words.externalIdHints]}
              value={externalId}
              change={setExternalId}
              maxLength={200}
              mono
              problem={at('external_id')}
            />
            <SelectField
              label={words.queue}
              hint={words.queueHint}
              value={queue}
              change={setQueue}
              options={queues.map((one) => ({ value: one.id, label: one.name }))}
              problem={at('queue')}
            />
            <SelectField
              label={words.language}
              value={language}
              change={setLanguage}
              options={[
                { value: '', label: words.languageAny },
                ...Object.entries(common.languages).map(([value, label]) => ({ value, label })),
              ]}
            />
          </div>
          <NumberField
            label={words.window}
            hint={words.windowHint}
            value={window}
            change={setWindow}
            min={0}
            max={4320}
            problem={at('threading_window_minutes')}
          />
          {platform === 'web' && (
            <TextField
              label={words.origins}
              hint={words.originsHint}
              value={origins}
              change={setOrigins}
              rows={3}
              mono
              problem={at('origins')}
            />
          )}
          {kept !== undefined && (
            <Checklist account={kept.id} confirmed={confirmed} change={setConfirmed} problem={at('confirmed')} />
          )}
          <CheckField label={words.takesPart} value={active} change={setActive} />
          {kept === undefined && <p className="field-hint">{listWords.later}</p>}
        </>
      )}
    </Editor>
  );
}

/** What is left to do until messages come in. */
function Steps({ account }: { account: Shape['Kept_AccountView'] }) {
  const words = useAdminWords();
  const { config } = useStack();
  const role = useMe().data?.role;
  const [copied, setCopied] = useState(false);
  const [given, setGiven] = useState(false);
  const address = `${config.api}/in/${account.platform}/${account.id}`;
  const hints = words.webhookHints;
  const hint =
    account.platform === 'line'
      ? hints.line
      : ['facebook', 'instagram', 'whatsapp'].includes(account.platform)
        ? hints.meta
        : hints.other;
  return (
    <section className="steps" aria-label={words.steps}>
      <h3>{words.steps}</h3>
      <ol>
        <li data-done="true">{words.step.saved}</li>
        <li data-done={given}>
          {words.step.secrets}
          {role === 'admin' && <Secrets id={account.id} meta={account.platform !== 'line'} saved={() => setGiven(true)} />}
        </li>
        <li>
          {words.step.webhook}
          <p className="copy-line">
            <code>{address}</code>
            <button
              type="button"
              className="button small"
              onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
            >
              {copied ? words.copied : words.copy}
            </button>
          </p>
          <p className="field-hint">{hint}</p>
        </li>
        <li>{words.step.test}</li>
      </ol>
    </section>
  );
}

function Secrets({ id, meta, saved }: { id: string; meta: boolean; saved: () => void }) {
  const common = useWords();
  const words = useAdminWords();
  const { api } = useStack();
  const [signing, setSigning] = useState('');
  const [token, setToken] = useState('');
  const [verify, setVerify] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [done, setDone] = useState(false);
  const save = async () => {
    setProblem(undefined);
    try {
      const body = {
        signing: signing
          .split('\n')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
        token: token.trim(),
        ...(verify.trim() === '' ? {} : { verify_token: verify.trim() }),
      };
      await read(api.PUT('/v1/accounts/{id}/secrets', { params: { path: { id } }, body }));
      // What was given is not kept on the screen.
      setSigning('');
      setToken('');
      setVerify('');
      setDone(true);
      saved();
    } catch (failure) {
      setProblem(failure);
    }
  };
  const at = useProblemAt(problem);
  const placed = ['signing', 'token', 'verify_token'].some((field) => at(field) !== undefined);
  return (
    <div className="sub-card">
      <p className="field-hint">{words.secretsHint}</p>
      <TextField
        label={words.signing}
        hint={words.signingHint}
        value={signing}
        change={setSigning}
        rows={2}
        mono
        problem={at('signing')}
      />
      <TextField label={words.token} value={token} change={setToken} secret problem={at('token')} />
      {meta && (
        <TextField
          label={words.verify}
          hint={words.verifyHint}
          value={verify}
          change={setVerify}
          mono
          problem={at('verify_token')}
        />
      )}
      {problem !== undefined && !placed && (
        <p role="alert" className="form-problem">
          {told(common, problem)}
        </p>
      )}
      <div className="editor-foot">
        <button
          type="button"
          className="button"
          disabled={signing.trim() === '' || token.trim() === ''}
          onClick={() => void save()}
        >
          {words.saveSecrets}
        </button>
        {done && <span role="status">{words.secretsSaved}</span>}
      </div>
    </div>
  );
}
