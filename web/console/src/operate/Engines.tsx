import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { read, type Shape } from '../api/client';
import { useMe } from '../desk/queries';
import { told } from '../desk/useMoves';
import { useNames } from '../desk/useNames';
import { decimal } from '../listening/numbers';
import { useStack } from '../stack';
import { useAskedNames } from '../trace/asked';
import { Dialog } from '../ui/Dialog';
import { useTelling } from '../ui/Notices';
import { moment, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { Trouble, Waiting } from './Parts';
import type { OperateWords } from './words';

type Engine = Shape['EngineView'];
type InLanguage = Shape['EngineLanguageView'];
type Criterion = Shape['CriterionView'];

const ASPECTS = ['sentiment', 'intent', 'urgency'] as const;
const PERCENT = 100;

/** Engines beside the embedded one: where they count, what is known of them, what is missing (ADV-10). */
export function Engines({ words }: { words: OperateWords }) {
  const { api } = useStack();
  const engines = useQuery({
    queryKey: ['engines'],
    queryFn: () => read(api.GET('/v1/engines')),
    staleTime: 10_000,
  });
  const all = engines.data?.engines ?? [];
  return (
    <section className="card operate-card" aria-label={words.engines}>
      <h2>{words.engines}</h2>
      {engines.error !== null && <Trouble problem={engines.error} again={() => void engines.refetch()} />}
      {engines.data === undefined && engines.error === null && <Waiting />}
      {engines.data !== undefined && all.length === 0 && <p className="quiet">{words.noEngines}</p>}
      {all.map((one) => (
        <Standing key={one.engine} engine={one} words={words} />
      ))}
      {all.length > 0 && <p className="quiet small">{words.enginesAbout}</p>}
    </section>
  );
}

/** One engine: its languages, and the buttons that let it count or no longer. */
function Standing({ engine, words }: { engine: Engine; words: OperateWords }) {
  const { words: common, locale } = useSpoken();
  const { api } = useStack();
  const client = useQueryClient();
  const { tell, announce } = useTelling();
  const may = useMe().data?.role === 'admin';
  const asked = useAskedNames();
  const [sure, setSure] = useState<'admit' | 'withdraw'>();
  const [busy, setBusy] = useState(false);
  const named = ({ language }: InLanguage) => (language == null ? words.otherLanguages : common.languages[language]);
  const which = (state: InLanguage['state']) =>
    new Intl.ListFormat(locale).format(engine.languages.filter((one) => one.state === state).map(named));
  const isReady = engine.languages.some((one) => one.state === 'ready');
  const counts = engine.languages.some((one) => one.state === 'admitted');
  const go = async (what: 'admit' | 'withdraw') => {
    setSure(undefined);
    setBusy(true);
    try {
      if (what === 'admit') await read(api.POST('/v1/engines/admissions', { body: { engine: engine.engine } }));
      else await read(api.DELETE('/v1/engines/admissions', { params: { query: { engine: engine.engine } } }));
      announce(words.engineTaken);
    } catch (failure) {
      tell(told(common, failure));
    }
    await client.invalidateQueries({ queryKey: ['engines'] });
    setBusy(false);
  };
  return (
    <div className="engine" data-engine={engine.engine} data-state={engine.state}>
      <div className="mentions-head">
        <h3>{engine.engine}</h3>
        <span className="chip">{words.engineStates[engine.state]}</span>
        <span className="grow" />
        {may && isReady && (
          <button type="button" className="button small primary" disabled={busy} onClick={() => setSure('admit')}>
            {words.admit}
          </button>
        )}
        {may && counts && (
          <button type="button" className="button small" disabled={busy} onClick={() => setSure('withdraw')}>
            {words.withdraw}
          </button>
        )}
      </div>
      <div className="rows" tabIndex={0} role="group" aria-label={engine.engine}>
        <table className="figures engines">
          <thead>
            <tr>
              <th scope="col">{words.language}</th>
              <th scope="col" className="word">
                {words.state}
              </th>
              <th scope="col">{words.texts}</th>
              {ASPECTS.map((on) => (
                <th key={on} scope="col" className="word">
                  {asked.field(on)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {engine.languages.map((one) => (
              <Row key={one.language ?? ''} one={one} name={named(one)} words={words} />
            ))}
          </tbody>
        </table>
      </div>
      {sure !== undefined && (
        <Dialog title={words.sure[sure]} onClose={() => setSure(undefined)}>
          <p>{words.sureAbout[sure](engine.engine, which(sure === 'admit' ? 'ready' : 'admitted'))}</p>
          <div className="editor-foot">
            <button type="button" className="button" onClick={() => setSure(undefined)}>
              {words.cancel}
            </button>
            <span className="grow" />
            <button
              type="button"
              className={sure === 'admit' ? 'button primary' : 'button danger'}
              data-first
              onClick={() => void go(sure)}
            >
              {words[sure]}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function Row({ one, name, words }: { one: InLanguage; name: string; words: OperateWords }) {
  const { locale, words: common } = useSpoken();
  const people = useNames();
  const texts = one.criteria.find((criterion) => criterion.by === 'texts');
  return (
    <tr data-language={one.language ?? ''} data-state={one.state}>
      <th scope="row">{name}</th>
      <td className="word">
        {words.engineStates[one.state]}
        {one.by != null && one.at != null && (
          <span className="criterion-note">{words.admittedBy(people.agent(one.by), moment(locale, one.at))}</span>
        )}
      </td>
      <td data-met={texts?.met}>
        {texts === undefined
          ? number(locale, one.evidence.texts)
          : words.textsOf(number(locale, one.evidence.texts), number(locale, texts.needs))}
        <Mark met={texts?.met} words={words} />
      </td>
      {ASPECTS.map((on) => {
        const criterion = one.criteria.find((criterion) => criterion.on === on);
        const figures = one.evidence.on.find((figures) => figures.on === on);
        return (
          <td key={on} className="word" data-on={on} data-by={criterion?.by} data-met={criterion?.met}>
            {criterion === undefined ? (
              common.none
            ) : (
              <>
                {said(criterion, locale, words)}
                <Mark met={criterion.met} words={words} />
              </>
            )}
            {figures !== undefined && figures.looked_at > 0 && (
              <span className="criterion-note">
                {words.peopleSaw(
                  number(locale, figures.looked_at),
                  number(locale, figures.right),
                  number(locale, figures.used_right),
                )}
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** How a criterion stands, and what is needed. */
function said({ by, is, needs }: Criterion, locale: string, words: OperateWords): string {
  if (by === 'people') return words.byPeople(decimal(locale, PERCENT * (is ?? 0), 1), number(locale, PERCENT * needs));
  return is == null ? words.alwaysSame : words.byAgreement(decimal(locale, is, 2), decimal(locale, needs, 2));
}

/** Whether it holds: as a mark, and in words for who cannot see it. */
function Mark({ met, words }: { met: boolean | undefined; words: OperateWords }) {
  if (met === undefined) return <Fragment />;
  return (
    <>
      {' '}
      <span className="criterion-mark" aria-hidden="true">
        {met ? '✓' : '✗'}
      </span>
      <span className="unseen">{met ? words.holds : words.missing}</span>
    </>
  );
}
