import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Problem, read, type Shape } from '../api/client';
import { told } from '../desk/useMoves';
import { useListeningNames } from '../listening/names';
import { momentIn } from '../listening/numbers';
import { useWorkspace } from '../listening/queries';
import { useStack } from '../stack';
import { Highlighted } from '../ui/Highlighted';
import { number } from '../words/formats';
import { useSpoken, useWords } from '../words/useWords';
import { useDelayed } from './useDelayed';
import { useTryoutWords } from './words';
import '../styles/tryout.css';
import '../styles/bars.css';

/** What a query or a condition catches, while it is typed. */

/** How long a pause in typing is, in milliseconds. */
const REST = 400;
/** So many of the newest posts are asked. */
const LAST = 200;

type QueryGiven = { query: string; place: 'ingestion' | 'judged' };

/** A query: what it means, what it catches, where it does not read (ING-05, ING-06). */
export function QueryPreview({ query, place }: QueryGiven) {
  const { tongue, locale } = useSpoken();
  const words = useTryoutWords();
  const names = useListeningNames();
  const { api } = useStack();
  const rested = useDelayed(query, REST);
  const asked = useQuery({
    queryKey: ['preview', rested, place, tongue],
    queryFn: () => read(api.POST('/v1/queries/preview', { body: { query: rested, place, language: tongue, last: LAST } })),
    enabled: rested.trim() !== '',
    placeholderData: keepPreviousData,
    retry: (count, failure) => count < 2 && failure instanceof Problem && failure.passing,
    staleTime: 30_000,
  });
  if (query.trim() === '') return null;
  const problem = asked.error;
  if (problem instanceof Problem && problem.position !== undefined && rested === query)
    return <Mistake query={rested} position={problem.position} sentence={problem.message} />;
  const view = asked.data;
  const topics = Object.entries(view?.by_topic ?? {}).sort((a, b) => b[1] - a[1]);
  return (
    <div
      role="group"
      className="preview"
      aria-label={words.preview}
      data-preview={asked.isPlaceholderData ? 'old' : view?.matched}
    >
      <p className="preview-count" role="status">
        {view === undefined ? problem === null ? words.asking : '' : <Count view={view} />}
      </p>
      {problem !== null && <Trouble problem={problem} />}
      {view !== undefined && (
        <>
          {topics.length > 0 && (
            <p className="quiet small">
              {words.byTopic(topics.map(([id, n]) => words.topicCount(names('topic', id), number(locale, n))).join(', '))}
            </p>
          )}
          <ul className="preview-notes">
            {view.warnings.map((warning) => (
              <li key={`${warning.position} ${warning.sentence}`} className="warning">
                {warning.sentence}
              </li>
            ))}
            {view.costly && <li className="warning">{words.costly}</li>}
          </ul>
          <Items items={view.items} matched={view.matched} />
          <dl className="preview-facts">
            {view.normal_form !== query.trim() && (
              <>
                <dt>{words.normalForm}</dt>
                <dd>
                  <code>{view.normal_form}</code>
                </dd>
              </>
            )}
            {place === 'ingestion' && (
              <>
                <dt>{words.pushed}</dt>
                <dd>
                  {view.push_down.sent == null ? (
                    <span className="quiet">{words.pushedNot}</span>
                  ) : (
                    <>
                      <code>{view.push_down.sent}</code>{' '}
                      <span className="quiet">
                        {words.pushedLength(number(locale, view.push_down.length))}
                        {access(view.push_down.access, words.access)}
                      </span>
                    </>
                  )}
                </dd>
                {view.push_down.filtered.length > 0 && (
                  <>
                    <dt>{words.filtered}</dt>
                    <dd>
                      <code>{view.push_down.filtered.join(' ')}</code>
                    </dd>
                  </>
                )}
              </>
            )}
          </dl>
        </>
      )}
    </div>
  );
}

function access(name: string | null | undefined, words: Readonly<Record<string, string>>): string {
  const known = name == null ? undefined : words[name];
  return known === undefined ? '' : ` · ${known}`;
}

/** A condition of an escalation rule: which of the newest posts it holds for. */
export function ConditionPreview({ condition }: { condition: unknown }) {
  const words = useTryoutWords();
  const { api } = useStack();
  const rested = useDelayed(JSON.stringify(condition), REST);
  const asked = useQuery({
    queryKey: ['preview-condition', rested],
    queryFn: () =>
      read(api.POST('/v1/rules/preview', { body: { condition: JSON.parse(rested) as Shape['ConditionView'], last: LAST } })),
    placeholderData: keepPreviousData,
    retry: (count, failure) => count < 2 && failure instanceof Problem && failure.passing,
    staleTime: 30_000,
  });
  const view = asked.data;
  // What is wrong in a test is said beside it when it is saved; half-written tests are no news.
  const wrong = asked.error instanceof Problem && asked.error.status === 400;
  return (
    <div
      role="group"
      className="preview"
      aria-label={words.preview}
      data-preview={asked.isPlaceholderData ? 'old' : view?.matched}
    >
      <p className="preview-count" role="status">
        {view === undefined || wrong ? asked.error === null ? words.asking : '' : <Count view={view} />}
      </p>
      {asked.error !== null && <Trouble problem={asked.error} />}
      {view !== undefined && !wrong && <Items items={view.items} matched={view.matched} />}
    </div>
  );
}

function Trouble({ problem }: { problem: unknown }) {
  const common = useWords();
  return <p className="field-problem">{told(common, problem)}</p>;
}

function Count({ view }: { view: { matched: number; looked_at: number } }) {
  const { locale } = useSpoken();
  const words = useTryoutWords();
  if (view.looked_at === 0) return words.nothingStored;
  return <strong>{words.matches(number(locale, view.matched), number(locale, view.looked_at))}</strong>;
}

function Items({ items, matched }: { items: readonly Shape['PreviewItem'][]; matched: number }) {
  const { locale } = useSpoken();
  const words = useTryoutWords();
  const zone = useWorkspace().data?.zone ?? 'UTC';
  if (items.length === 0) return null;
  const shown = matched > items.length ? `${number(locale, items.length)}/${number(locale, matched)}` : number(locale, matched);
  return (
    <details className="preview-items" open>
      <summary>{words.posts(shown)}</summary>
      <ul tabIndex={0} aria-label={words.preview} className="preview-list">
        {items.map((item) => (
          <li key={item.mention} data-mention={item.mention}>
            <Highlighted text={item.text === '' ? words.noWords : item.text} stretches={item.hits} />
            <Link to="/performance/workspace/social/mentions/$mention" params={{ mention: item.mention }} className="small quiet">
              <time dateTime={item.at}>{momentIn(locale, zone, item.at)}</time>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Where a query does not read. The API counts characters as code points, from 0. */
function Mistake({ query, position, sentence }: { query: string; position: number; sentence: string }) {
  const words = useTryoutWords();
  const letters = [...query];
  const [before, there, after] = [letters.slice(0, position), letters[position], letters.slice(position + 1)];
  return (
    <div role="group" className="preview" aria-label={words.preview} data-mistake={position}>
      <p className="field-problem" role="status">
        {sentence}
      </p>
      <pre className="mistake" aria-hidden="true">
        {before.join('')}
        <mark>{there ?? '▁'}</mark>
        {after.join('')}
      </pre>
    </div>
  );
}
