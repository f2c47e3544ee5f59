import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, type Shape } from '../api/client';
import { Trouble } from '../operate/Parts';
import { useStack } from '../stack';
import { PLATFORMS } from '../ui/Person';
import { moment, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { Editor, type EditorGiven } from './Editor';
import { CheckField, NumberField, SelectField, TextField } from './Fields';
import { useIntakeWords } from './intakeWords';
import { type SourceWants, wantsOf } from './sources';
import { useAll } from './useSetting';
import { useAdminWords } from './words';

/** What is asked for news, by which connection, and how often. */
export function SourceEditor({ kept, done }: EditorGiven<'sources'>) {
  const admin = useAdminWords();
  const words = useIntakeWords();
  const accounts = useAll('accounts').data;
  const able = (accounts ?? []).filter((one) => wantsOf(one.platform).length > 0 || one.id === kept?.account);
  const [name, setName] = useState(kept?.name ?? '');
  const [chosen, setAccount] = useState(kept?.account);
  const account = chosen ?? able[0]?.id ?? '';
  const kinds = wantsOf(able.find((one) => one.id === account)?.platform);
  const [asked, setAsked] = useState<SourceWants | undefined>(kept?.wants.wants);
  const wants = kinds.find((one) => one === asked) ?? kinds[0] ?? 'search';
  const before = kept?.wants;
  const [text, setText] = useState(
    before === undefined || before.wants === 'own'
      ? ''
      : before.wants === 'search'
        ? before.query
        : before.wants === 'community'
          ? before.name
          : before.url,
  );
  const [fastest, setFastest] = useState(kept?.fastest_seconds ?? 60);
  const [slowest, setSlowest] = useState(kept?.slowest_seconds ?? 900);
  const [calls, setCalls] = useState(kept?.calls_per_month ?? 3_000);
  const [active, setActive] = useState(kept?.active ?? true);
  const body = (): Shape['SourceBody'] => {
    const said = text.trim();
    const asks: Record<SourceWants, Shape['WantsView']> = {
      search: { wants: 'search', query: said },
      community: { wants: 'community', name: said },
      own: { wants: 'own' },
      feed: { wants: 'feed', url: said },
    };
    return {
      name: name.trim(),
      account,
      wants: asks[wants],
      fastest_seconds: fastest,
      slowest_seconds: slowest,
      calls_per_month: calls,
      active,
    };
  };
  return (
    <Editor
      kind="sources"
      kept={kept}
      done={done}
      name={name}
      setName={setName}
      body={body}
      fields={['account', 'wants', 'fastest_seconds', 'slowest_seconds', 'calls_per_month']}
      after={() => kept !== undefined && <Stand id={kept.id} />}
    >
      {(at) => (
        <>
          {accounts !== undefined && able.length === 0 && <p className="form-note">{words.noAccount}</p>}
          <div className="two">
            <SelectField
              label={words.account}
              hint={words.accountHint}
              value={account}
              change={setAccount}
              options={able.map((one) => ({ value: one.id, label: `${one.name} (${PLATFORMS[one.platform]})` }))}
              problem={at('account')}
            />
            <SelectField
              label={words.wants}
              value={wants}
              change={(next) => setAsked(kinds.find((one) => one === next))}
              options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
              problem={wants === 'own' ? at('wants') : undefined}
            />
          </div>
          {wants !== 'own' && (
            <TextField
              label={wants === 'search' ? words.query : wants === 'community' ? words.community : words.feed}
              hint={wants === 'search' ? words.queryHint : undefined}
              value={text}
              change={setText}
              mono
              problem={at('wants.url') ?? at('wants')}
            />
          )}
          <div className="two">
            <NumberField
              label={words.fastest}
              value={fastest}
              change={setFastest}
              min={30}
              max={86_400}
              problem={at('fastest_seconds')}
            />
            <NumberField
              label={words.slowest}
              value={slowest}
              change={setSlowest}
              min={30}
              max={86_400}
              problem={at('slowest_seconds')}
            />
          </div>
          <NumberField
            label={words.calls}
            hint={words.callsHint}
            value={calls}
            change={setCalls}
            min={1}
            max={100_000}
            problem={at('calls_per_month')}
          />
          <CheckField label={admin.takesPart} value={active} change={setActive} />
        </>
      )}
    </Editor>
  );
}

/** What it has used of its calls, what it has found, and what is wrong with it. */
function Stand({ id }: { id: string }) {
  const { api } = useStack();
  const { locale } = useSpoken();
  const words = useIntakeWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['source-stand', id],
    queryFn: () => read(api.GET('/v1/sources/{id}/stand', { params: { path: { id } } })),
    refetchInterval: 30_000,
  });
  return (
    <section
      className="steps"
      aria-label={words.stand}
      data-stand={data === undefined ? undefined : data.trouble == null ? 'well' : 'ill'}
    >
      <h3>{words.stand}</h3>
      {error !== null && <Trouble problem={error} again={() => void refetch()} />}
      {data !== undefined && data.due == null && <p className="quiet">{words.neverAsked}</p>}
      {data?.due != null && (
        <dl className="stand">
          <Said of={words.due} is={moment(locale, data.due)} />
          <Said of={words.used} is={number(locale, data.calls)} />
          <Said of={words.found} is={number(locale, data.found)} />
          {data.missed > 0 && <Said of={words.missed} is={number(locale, data.missed)} />}
          {data.failures > 0 && <Said of={words.failures} is={number(locale, data.failures)} />}
          {data.trouble != null && <Said of={words.trouble} is={data.trouble} />}
        </dl>
      )}
    </section>
  );
}

function Said({ of, is }: { of: string; is: string }) {
  return (
    <div>
      <dt>{of}</dt>
      <dd>{is}</dd>
    </div>
  );
}
