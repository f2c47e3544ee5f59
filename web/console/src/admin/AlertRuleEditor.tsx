import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Shape } from '../api/client';
import { AlertBacktest } from '../tryout/AlertBacktest';
import { PLATFORMS } from '../ui/Person';
import { TONGUES } from '../words/words';
import { useSpoken } from '../words/useWords';
import { Editor, type EditorGiven } from './Editor';
import { CheckField, ChecksField, commas, NumberField, SelectField, TextField } from './Fields';
import { wrongAddress } from './mail';
import { useAll } from './useSetting';
import { useAdminWords } from './words';

const WATCHED = ['spike', 'threshold', 'silence', 'negative_share', 'net_sentiment'] as const;
/** Measured against what a topic is used to. */
const SENSED: readonly string[] = ['spike', 'negative_share', 'net_sentiment'];
/** Of a sort of mentions that is chosen. */
const OF_SOME: readonly string[] = ['spike', 'threshold'];
const COUNTED = ['negative', 'positive', 'all'] as const;
const SENSITIVITIES = ['low', 'standard', 'high'] as const;

/** An alert rule: which topic, what is out of the ordinary, and whom to tell. */
export function AlertRuleEditor({ kept, done }: EditorGiven<'alert-rules'>) {
  const { words: common, tongue } = useSpoken();
  const words = useAdminWords();
  const topics = useAll('topics').data ?? [];
  const accounts = (useAll('accounts').data ?? []).filter((one) => one.platform === 'open');
  const [name, setName] = useState(kept?.name ?? '');
  const [active, setActive] = useState(kept?.active ?? true);
  const [chosen, setTopic] = useState(kept?.topic);
  const [platforms, setPlatforms] = useState<string[]>(kept?.platforms ?? []);
  const [zone, setZone] = useState(kept?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [what, setWhat] = useState(kept?.watch.for ?? 'spike');
  const [of, setOf] = useState(kept?.watch.of ?? 'negative');
  const [sensitivity, setSensitivity] = useState(kept?.watch.sensitivity ?? 'standard');
  const [least, setLeast] = useState(kept?.watch.least ?? 10);
  const [hours, setHours] = useState(kept?.watch.hours ?? 1);
  const [desktop, setDesktop] = useState(kept?.recipients?.desktop ?? true);
  const [hooked, setHooked] = useState(kept?.recipients?.webhook != null);
  const [url, setUrl] = useState(kept?.recipients?.webhook?.url ?? 'https://');
  const [account, setAccount] = useState(kept?.recipients?.webhook?.account);
  const [mailed, setMailed] = useState(kept?.recipients?.mail != null);
  const [to, setTo] = useState((kept?.recipients?.mail?.to ?? []).join('\n'));
  const [language, setLanguage] = useState(kept?.recipients?.mail?.language ?? tongue);
  const topic = chosen ?? topics[0]?.id ?? '';
  const signer = account ?? accounts[0]?.id ?? '';

  const watch = (): Shape['WatchBody'] => {
    switch (what) {
      case 'spike':
        return { for: 'spike', of, sensitivity };
      case 'threshold':
        return { for: 'threshold', of, least, hours };
      case 'silence':
        return { for: 'silence', hours };
      case 'negative_share':
      case 'net_sentiment':
        return { for: what, sensitivity, hours };
    }
  };
  const body = (): Shape['AlertRuleBody'] => ({
    name: name.trim(),
    active,
    topic,
    platforms: platforms as NonNullable<Shape['AlertRuleBody']['platforms']>,
    zone,
    watch: watch(),
    recipients: {
      desktop,
      ...(hooked ? { webhook: { url: url.trim(), account: signer } } : {}),
      ...(mailed ? { mail: { to: commas(to), language } } : {}),
    },
  });
  const zones = [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])];

  return (
    <Editor
      kind="alert-rules"
      kept={kept}
      done={done}
      name={name}
      setName={setName}
      body={body}
      fields={[
        'topic',
        'platforms',
        'zone',
        'watch.least',
        'watch.hours',
        'recipients.webhook.url',
        'recipients.webhook.account',
        'recipients.mail.to',
      ]}
      after={(id, onTried) => <AlertBacktest id={id} rule={body()} onTried={onTried} />}
    >
      {(at) => (
        <>
          <CheckField label={words.active} value={active} change={setActive} />
          {topics.length === 0 && (
            <p className="form-note">
              {words.noTopicYet}{' '}
              <Link to="/admin/$kind" params={{ kind: 'topics' }} search={{ id: 'new' }}>
                {words.add.topics}
              </Link>
            </p>
          )}
          <div className="two">
            <SelectField
              label={words.topicWatched}
              value={topic}
              change={setTopic}
              options={topics.map((one) => ({ value: one.id, label: one.name }))}
              problem={at('topic')}
            />
            <SelectField
              label={words.zoneOfTopic}
              value={zone}
              change={setZone}
              options={zones.map((value) => ({ value, label: value }))}
              problem={at('zone')}
            />
          </div>
          <ChecksField
            label={words.eachPlatform}
            hint={words.eachPlatformHint}
            values={platforms}
            change={setPlatforms}
            options={Object.entries(PLATFORMS).map(([value, label]) => ({ value, label }))}
            problem={at('platforms')}
          />
          <fieldset className="sub-card">
            <legend>{words.watch}</legend>
            <div className="two">
              <SelectField
                label={words.watch}
                hint={words.watchedAbout[what]}
                value={what}
                change={(next) => setWhat(WATCHED.find((one) => one === next) ?? 'spike')}
                options={WATCHED.map((value) => ({ value, label: words.watchedFor[value] }))}
              />
              {OF_SOME.includes(what) && (
                <SelectField
                  label={words.counted}
                  value={of}
                  change={(next) => setOf(COUNTED.find((one) => one === next) ?? 'negative')}
                  options={COUNTED.map((value) => ({ value, label: words.countedOf[value] }))}
                />
              )}
              {SENSED.includes(what) && (
                <SelectField
                  label={words.sensitivity}
                  value={sensitivity}
                  change={(next) => setSensitivity(SENSITIVITIES.find((one) => one === next) ?? 'standard')}
                  options={SENSITIVITIES.map((value) => ({ value, label: words.sensitivities[value] }))}
                />
              )}
              {what === 'threshold' && (
                <NumberField label={words.least} value={least} change={setLeast} min={1} problem={at('watch.least')} />
              )}
              {what !== 'spike' && (
                <NumberField
                  label={what === 'silence' ? words.forHours : words.withinHours}
                  value={hours}
                  change={setHours}
                  min={1}
                  max={168}
                  problem={at('watch.hours')}
                />
              )}
            </div>
          </fieldset>
          <fieldset className="sub-card">
            <legend>{words.recipients}</legend>
            <CheckField label={words.desktop} value={desktop} change={setDesktop} />
            <CheckField label={words.webhook} value={hooked} change={setHooked} />
            {hooked && (
              <div className="two">
                <TextField
                  label={words.webhookUrl}
                  value={url}
                  change={setUrl}
                  maxLength={2000}
                  mono
                  problem={at('recipients.webhook.url')}
                />
                <SelectField
                  label={words.webhookAccount}
                  hint={words.webhookAccountHint}
                  value={signer}
                  change={setAccount}
                  options={accounts.map((one) => ({ value: one.id, label: one.name }))}
                  problem={at('recipients.webhook.account')}
                />
              </div>
            )}
            <CheckField label={words.mail} value={mailed} change={setMailed} />
            {mailed && (
              <div className="two">
                <TextField
                  label={words.mailTo}
                  hint={words.mailToHint}
                  value={to}
                  change={setTo}
                  rows={3}
                  mono
                  problem={wrongAddress(commas(to), at)}
                />
                <SelectField
                  label={words.mailLanguage}
                  value={language}
                  change={(next) => setLanguage(TONGUES.find((one) => one === next) ?? 'en')}
                  options={TONGUES.map((value) => ({ value, label: common.languages[value] }))}
                />
              </div>
            )}
          </fieldset>
        </>
      )}
    </Editor>
  );
}
