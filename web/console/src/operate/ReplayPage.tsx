import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { SelectField } from '../admin/Fields';
import { read, type Shape } from '../api/client';
import { useMe } from '../desk/queries';
import { useNames } from '../desk/useNames';
import { useStack } from '../stack';
import { Dialog } from '../ui/Dialog';
import { number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { Head, Trouble } from './Parts';
import { asField, changed, MOST_SHOWN, type Replay, together } from './replay';
import { type OperateWords, useOperateWords } from './words';
import '../styles/bars.css';

const PERIODS = [1, 7, 28, 90] as const;
const DAY = 86_400_000;

type Asked = { from: string; to: string; rules_of?: string };
type Run = { mode: 'shadow' | 'live'; asked: Asked; state: 'running' | 'done' | 'stopped'; replay: Replay | undefined };

/** What is kept is decided on again: first only to see, then for good (ADV-03). */
export function ReplayPage() {
  const { locale } = useSpoken();
  const words = useOperateWords();
  const { api } = useStack();
  const role = useMe().data?.role;
  const [days, setDays] = useState<(typeof PERIODS)[number]>(7);
  const [then, setThen] = useState(false);
  const [at, setAt] = useState(() => asField(Date.now() - DAY));
  const [run, setRun] = useState<Run | undefined>();
  const [problem, setProblem] = useState<unknown>();
  const [sure, setSure] = useState(false);
  const stop = useRef(false);
  const running = run?.state === 'running';

  const go = async (mode: Run['mode'], asked: Asked) => {
    stop.current = false;
    setProblem(undefined);
    let replay: Replay | undefined;
    let cursor: string | undefined;
    setRun({ mode, asked, state: 'running', replay });
    try {
      do {
        const body: Shape['ReplayBody'] = { mode, ...asked, ...(cursor === undefined ? {} : { cursor }) };
        replay = together(replay, await read(api.POST('/v1/replays', { body })));
        cursor = replay.next ?? undefined;
        setRun({ mode, asked, state: 'running', replay });
      } while (cursor !== undefined && !stop.current);
    } catch (failure) {
      setProblem(failure);
      cursor ??= '';
    }
    setRun({ mode, asked, state: cursor === undefined ? 'done' : 'stopped', replay });
  };
  const look = () => {
    const to = Date.now();
    const asked = { from: new Date(to - days * DAY).toISOString(), to: new Date(to).toISOString() };
    void go('shadow', { ...asked, ...(then && at !== '' ? { rules_of: new Date(at).toISOString() } : {}) });
  };
  const replay = run?.replay;
  // Only what was seen to its end, with the rules of today, can be done.
  const canDo = run?.mode === 'shadow' && run.state === 'done' && run.asked.rules_of === undefined && (replay?.more ?? 0) > 0;
  return (
    <div className="admin">
      <Head place="replay" words={words} />
      {role !== undefined && role !== 'admin' && <p className="form-note">{words.adminOnly}</p>}
      <form
        className="card editor"
        aria-label={words.places.replay}
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <fieldset className="editor-fields" disabled={role !== 'admin' || running}>
          <div className="two">
            <SelectField
              label={words.period}
              value={String(days)}
              change={(next) => setDays(PERIODS.find((one) => String(one) === next) ?? 7)}
              options={PERIODS.map((one) => ({ value: String(one), label: words.periods[one] }))}
            />
            <SelectField
              label={words.rulesOf}
              value={then ? 'then' : 'now'}
              change={(next) => setThen(next === 'then')}
              options={[
                { value: 'now', label: words.rulesNow },
                { value: 'then', label: words.rulesThen },
              ]}
            />
            {then && (
              <label className="field">
                {words.moment}
                <input
                  type="datetime-local"
                  required
                  max={asField(Date.now())}
                  value={at}
                  onChange={(event) => setAt(event.target.value)}
                />
              </label>
            )}
          </div>
        </fieldset>
        <div className="editor-foot">
          {running ? (
            <button type="button" className="button" onClick={() => (stop.current = true)}>
              {words.stop}
            </button>
          ) : (
            <button type="submit" className="button primary" disabled={role !== 'admin'}>
              {run === undefined ? words.look : words.lookAgain}
            </button>
          )}
          <span role="status" className="quiet small">
            {running && words.running(number(locale, replay?.looked_at ?? 0))}
          </span>
        </div>
      </form>
      {problem !== undefined && <Trouble problem={problem} />}
      {run !== undefined && !running && replay !== undefined && (
        <section className="card operate-card" aria-label={words.differences} data-mode={run.mode} data-state={run.state}>
          {run.state === 'stopped' && problem === undefined && <p className="form-note">{words.stopped}</p>}
          {run.mode === 'live' && (
            <p className="form-good" role="status">
              {words.liveDone(number(locale, replay.sent))}
            </p>
          )}
          <Outcome replay={replay} words={words} />
          {canDo && (
            <div className="editor-foot">
              <button type="button" className="button danger" onClick={() => setSure(true)}>
                {words.live(number(locale, replay.more))}
              </button>
            </div>
          )}
        </section>
      )}
      {sure && run !== undefined && replay !== undefined && (
        <Dialog title={words.liveTitle} onClose={() => setSure(false)}>
          <p>{words.liveAbout(number(locale, replay.more))}</p>
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
                void go('live', run.asked);
              }}
            >
              {words.liveGo}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function Outcome({ replay, words }: { replay: Replay; words: OperateWords }) {
  const { locale } = useSpoken();
  const names = useNames();
  if (replay.looked_at === 0) return <p className="quiet">{words.nothingThere}</p>;
  const facts = [
    ['looked_at', words.lookedAt],
    ['same', words.same],
    ['more', words.moreNow],
    ['fewer', words.fewerNow],
    ['otherwise', words.otherwise],
  ] as const;
  const decision = ({ escalated, queue, rule }: Shape['DecisionView']) => (
    <>
      {escalated ? words.goes(queue == null ? words.ownQueue : names.queue(queue)) : words.stays}{' '}
      <span className="quiet">{rule == null ? words.byNobody : words.byRule(rule)}</span>
    </>
  );
  return (
    <>
      <dl className="figure-row">
        {facts.map(([name, label]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd data-figure={name}>{number(locale, replay[name])}</dd>
          </div>
        ))}
      </dl>
      <h2>{words.differences}</h2>
      {changed(replay) === 0 ? (
        <p className="quiet">{words.noDifferences}</p>
      ) : (
        <>
          <div className="rows" tabIndex={0} role="group" aria-label={words.differences}>
            <table className="mentions">
              <thead>
                <tr>
                  <th scope="col">{words.post}</th>
                  <th scope="col">{words.was}</th>
                  <th scope="col">{words.would}</th>
                </tr>
              </thead>
              <tbody>
                {replay.differences.map((one) => (
                  <tr key={one.mention} data-mention={one.mention}>
                    <td>
                      <Words mention={one.mention} />
                    </td>
                    <td>{decision(one.was)}</td>
                    <td>{decision(one.now)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {changed(replay) > replay.differences.length && (
            <p className="quiet small">{words.firstOnly(number(locale, Math.min(MOST_SHOWN, replay.differences.length)))}</p>
          )}
        </>
      )}
    </>
  );
}

/** The words of a post, asked for once they are in sight; its reasons are behind them. */
function Words({ mention }: { mention: string }) {
  const { words: common } = useSpoken();
  const { api } = useStack();
  const link = useRef<HTMLAnchorElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (link.current === null) return;
    const watch = new IntersectionObserver(([one]) => one?.isIntersecting && setSeen(true));
    watch.observe(link.current);
    return () => watch.disconnect();
  }, []);
  const { data } = useQuery({
    queryKey: ['mention', mention],
    queryFn: () => read(api.GET('/v1/mentions/{id}', { params: { path: { id: mention } } })),
    enabled: seen,
    staleTime: 60_000,
  });
  return (
    <Link
      ref={link}
      to="/performance/workspace/social/mentions/$mention"
      params={{ mention }}
      className="correction-text"
      dir="auto"
      lang={data?.language ?? undefined}
    >
      {data === undefined ? common.loading : (data.text ?? common.deleted)}
    </Link>
  );
}
