import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { read, type Shape } from '../api/client';
import { told } from '../desk/useMoves';
import { useNames } from '../desk/useNames';
import { download } from '../listening/csv';
import { type ListeningNames, useListeningNames } from '../listening/names';
import { momentIn } from '../listening/numbers';
import { useWorkspace } from '../listening/queries';
import { Page } from '../shell/Page';
import { useStack } from '../stack';
import { Highlighted } from '../ui/Highlighted';
import { useTelling } from '../ui/Notices';
import { ofBytes } from '../ui/spans';
import { number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { useAskedNames } from './asked';
import { Facts, Judgement } from './Judgement';
import { type TraceWords, useTraceWords } from './words';
import '../styles/listening.css';
import '../styles/tryout.css';
import '../styles/bars.css';
import '../styles/trace.css';

type Mention = Shape['MentionView'];
type Trace = Shape['TraceView'];

/** Why a mention is where it is (ADV-02): an address that can be passed on, in sentences and as data. */
export function TracePage() {
  const { words: common, tongue } = useSpoken();
  const words = useTraceWords();
  const { api } = useStack();
  const { mention: id } = useParams({ from: '/performance/workspace/social/mentions/$mention' });
  const path = { id };
  const mention = useQuery({
    queryKey: ['mention', id],
    queryFn: () => read(api.GET('/v1/mentions/{id}', { params: { path } })),
    staleTime: 30_000,
  });
  const trace = useQuery({
    queryKey: ['trace', id, tongue],
    queryFn: () => read(api.GET('/v1/mentions/{id}/trace', { params: { path, query: { language: tongue } } })),
    staleTime: 30_000,
  });
  const problem = mention.error ?? trace.error;
  return (
    <Page>
      <div className="trace">
        <header>
          <p className="trail">{words.trail.join(' › ')}</p>
          <h1>{words.title}</h1>
        </header>
        {problem !== null && (
          <p role="alert" className="form-problem">
            {told(common, problem)}
          </p>
        )}
        {problem === null && (mention.data === undefined || trace.data === undefined) && (
          <div className="skeleton" role="status" aria-label={common.loading}>
            <i />
            <i />
          </div>
        )}
        {mention.data !== undefined && trace.data !== undefined && <Told mention={mention.data} trace={trace.data} />}
      </div>
    </Page>
  );
}

function Told({ mention, trace }: { mention: Mention; trace: Trace }) {
  const { locale } = useSpoken();
  const words = useTraceWords();
  const names = useListeningNames();
  const zone = useWorkspace().data?.zone ?? 'UTC';
  const text = mention.text ?? '';
  const marked = ofBytes(
    text,
    trace.captured.flatMap((one) => one.spans),
  );
  const topic = mention.topics[0];
  return (
    <>
      <section className="card" aria-label={words.post}>
        <p className="quiet small trace-facts">
          <span>{names('platform', mention.platform)}</span>
          <span>{names('content_type', mention.content_type)}</span>
          <strong dir="auto">{mention.author?.name ?? mention.author?.id ?? ''}</strong>
          <time dateTime={mention.at}>{momentIn(locale, zone, mention.at)}</time>
          <span>{names('account', mention.account)}</span>
        </p>
        {mention.text == null ? (
          <p className="quiet">{words.gone}</p>
        ) : (
          <Highlighted text={text} stretches={marked} lang={mention.language} />
        )}
        <p className="trace-tools">
          <CopyLink words={words} />
          {topic !== undefined && (
            <Link to="/performance/workspace/social/listening" search={{ topic, show: 'posts' }} className="button small">
              {words.toPosts}
            </Link>
          )}
        </p>
      </section>
      <section className="card" aria-label={words.said}>
        <h2>{words.said}</h2>
        <ol className="trace-said">
          {trace.sentences.map((sentence, place) => (
            <li key={place} dir="auto">
              {sentence}
            </li>
          ))}
        </ol>
      </section>
      <Captured trace={trace} names={names} words={words} />
      <Judged trace={trace} words={words} />
      <Correct key={JSON.stringify(mention.corrected ?? null)} mention={mention} trace={trace} words={words} />
      <Escalated trace={trace} names={names} words={words} />
      <Data trace={trace} mention={mention} words={words} />
    </>
  );
}

function CopyLink({ words }: { words: TraceWords }) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="button small"
      onClick={() => {
        void navigator.clipboard.writeText(location.href).then(() => setCopied(true));
      }}
    >
      {copied ? words.copied : words.copyLink}
    </button>
  );
}

type Part = { trace: Trace; names: ListeningNames; words: TraceWords };

/** A yes, a no, or that nobody can say. */
function answer<T>(value: boolean | null | undefined, of: { yes: T; no: T; unknown: T }): T {
  return value == null ? of.unknown : value ? of.yes : of.no;
}

function Table({ label, heads, children }: { label: string; heads: readonly string[]; children: ReactNode }) {
  return (
    <div className="rows" tabIndex={0} role="group" aria-label={label}>
      <table className="mentions">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Captured({ trace, names, words }: Part) {
  const { locale } = useSpoken();
  return (
    <section className="card" aria-label={words.captured}>
      <h2>{words.captured}</h2>
      {trace.captured.length === 0 ? (
        <p className="quiet">{words.notCaptured}</p>
      ) : (
        <Table label={words.captured} heads={[words.topic, words.rule, words.version, words.query, words.since, words.again]}>
          {trace.captured.map((one) => (
            <tr key={`${one.topic}/${one.rule}`} data-caught={`${one.topic}/${one.rule}`}>
              <th scope="row">
                <Link to="/admin/$kind" params={{ kind: 'topics' }} search={{ id: one.topic }}>
                  {names('topic', one.topic)}
                </Link>
              </th>
              <td>{one.rule}</td>
              <td>{number(locale, one.version)}</td>
              <td>
                <code className="mono">{one.query ?? ''}</code>
              </td>
              <td>{words.sinces[one.since]}</td>
              <td>{answer(one.again, words.agains)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function Judged({ trace, words }: Pick<Part, 'trace' | 'words'>) {
  return (
    <section className="card" aria-label={words.judged}>
      <h2>{words.judged}</h2>
      <Judgement of={trace.judged} />
    </section>
  );
}

const ASPECTS = ['sentiment', 'intent', 'urgency'] as const;
const CHOICES = {
  sentiment: ['positive', 'negative', 'neutral', 'unknown'],
  intent: ['complaint', 'question', 'praise', 'purchase_intent', 'churn_risk', 'comparison', 'suggestion', 'other'],
  urgency: ['low', 'normal', 'high'],
} as const;

/** What it should have been judged as, or that it was judged rightly (ANL-13). The judgement itself stays. */
function Correct({ mention, trace, words }: { mention: Mention; trace: Trace; words: TraceWords }) {
  const { words: common } = useSpoken();
  const { api } = useStack();
  const client = useQueryClient();
  const { announce } = useTelling();
  const asked = useAskedNames();
  const { judged } = trace;
  const [labels, setLabels] = useState<Shape['LabelsView']>(mention.corrected ?? judged);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const same = (one: Shape['LabelsView'], other: Shape['LabelsView']) => ASPECTS.every((aspect) => one[aspect] === other[aspect]);
  const right = same(labels, judged);
  const said = mention.corrected != null && same(labels, mention.corrected);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const { sentiment, intent, urgency } = labels;
      const body = { sentiment, intent, urgency };
      await read(api.PUT('/v1/mentions/{id}/judgement', { params: { path: { id: mention.id } }, body }));
      await client.invalidateQueries({ queryKey: ['mention', mention.id] });
      announce(words.correctionKept);
    } catch (failure) {
      setProblem(failure);
    }
    setBusy(false);
  };
  return (
    <form className="card" aria-label={words.correct} onSubmit={(event) => void save(event)}>
      <div>
        <h2>{words.correct}</h2>
        <p className="quiet small">{words.correctAbout}</p>
      </div>
      <div className="correct-fields">
        {ASPECTS.map((aspect) => (
          <label key={aspect} className="field">
            {asked.field(aspect)}
            <select
              value={labels[aspect]}
              data-differs={labels[aspect] !== judged[aspect]}
              onChange={(event) => setLabels({ ...labels, [aspect]: event.target.value })}
            >
              {CHOICES[aspect].map((one) => (
                <option key={one} value={one}>
                  {asked.value(aspect, one)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {problem !== undefined && (
        <p role="alert" className="form-problem">
          {told(common, problem)}
        </p>
      )}
      <p className="trace-tools">
        <button type="submit" className="button" disabled={busy || said}>
          {right ? words.isRight : words.saveCorrection}
        </button>
        {said && (
          <span className="quiet" role="status">
            {right ? words.saidRight : words.saidOther}
          </span>
        )}
      </p>
    </form>
  );
}

function Escalated({ trace, names, words }: Part) {
  const { locale, words: common } = useSpoken();
  const people = useNames();
  const escalation = trace.escalation;
  if (escalation == null)
    return (
      <section className="card" aria-label={words.escalation}>
        <h2>{words.escalation}</h2>
        <p className="quiet">{words.pending}</p>
      </section>
    );
  const { verdict, matched, again } = escalation;
  const facts: [string, ReactNode][] = [
    [words.escalation, names('escalated', String(verdict.escalated))],
    ...(verdict.escalated
      ? ([[words.queue, verdict.queue == null ? words.ownQueue : people.queue(verdict.queue)]] as [string, ReactNode][])
      : []),
    ...(verdict.priority === 0
      ? []
      : ([[words.priority, common.minutes(number(locale, verdict.priority))]] as [string, ReactNode][])),
    ...(verdict.tags.length === 0 ? [] : ([[words.tags, verdict.tags.join(', ')]] as [string, ReactNode][])),
    ...(verdict.not_reached.length === 0 ? [] : ([[words.notReached, verdict.not_reached.join(', ')]] as [string, ReactNode][])),
  ];
  return (
    <section className="card" aria-label={words.escalation}>
      <h2>{words.escalation}</h2>
      <Facts facts={facts} />
      <p className="quiet">{answer(again, words.decidedAgain)}</p>
      {matched.length === 0 && !verdict.escalated && <p className="quiet">{words.nobodyDecided}</p>}
      {matched.map((one) => (
        <Matched key={one.rule} matched={one} words={words} />
      ))}
    </section>
  );
}

function Matched({ matched, words }: { matched: Shape['MatchedView']; words: TraceWords }) {
  const { locale } = useSpoken();
  const names = useAskedNames();
  return (
    <div className="trace-rule" data-rule={matched.rule}>
      <h3>
        <Link to="/admin/$kind" params={{ kind: 'rules' }} search={{ id: matched.rule }}>
          {matched.rule}
        </Link>{' '}
        <span className="quiet small">
          {words.version} {number(locale, matched.version)} · {words.sinces[matched.since]}
        </span>
      </h3>
      {matched.asked.length === 0 ? (
        <p className="quiet">{words.ruleIsAnother}</p>
      ) : (
        <Table label={matched.rule} heads={[words.field, words.operator, words.wanted, words.found, words.held]}>
          {matched.asked.map((one, place) => (
            <tr key={place}>
              <th scope="row">{names.field(one.field)}</th>
              <td>{names.operator(one.operator)}</td>
              <td>{wantedIn(one, names.wanted)}</td>
              <td>{one.found == null ? (one.spans.length > 0 ? words.inWords : '–') : names.found(one.field, one.found)}</td>
              <td>{answer(one.held, words.helds)}</td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  );
}

/** What was wanted: queries and keywords as they are written, values by their names. */
function wantedIn(one: Shape['AskedView'], named: (field: string, wanted: unknown) => string): ReactNode {
  const text = named(one.field, one.wanted);
  return one.field === 'text' || one.field === 'keyword' ? <code className="mono">{text}</code> : text;
}

function Data({ trace, mention, words }: { trace: Trace; mention: Mention; words: TraceWords }) {
  const text = JSON.stringify(trace, null, 2);
  return (
    <details className="card twin-frame">
      <summary>{words.data}</summary>
      <pre className="mistake trace-data" tabIndex={0} aria-label={words.data}>
        {text}
      </pre>
      <button
        type="button"
        className="button small"
        onClick={() => download(`trace-${mention.id}.json`, text, 'application/json')}
      >
        {words.download}
      </button>
    </details>
  );
}
