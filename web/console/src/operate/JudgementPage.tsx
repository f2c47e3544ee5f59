import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { monthOf } from '../alerts/alert';
import { type Api, read, type Shape } from '../api/client';
import { told } from '../desk/useMoves';
import { useNames } from '../desk/useNames';
import { csv, download } from '../listening/csv';
import { decimal } from '../listening/numbers';
import { useTopics } from '../listening/queries';
import { useStack } from '../stack';
import { type AskedNames, useAskedNames } from '../trace/asked';
import { TryText } from '../tryout/TryText';
import { useTelling } from '../ui/Notices';
import { moment, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { Engines } from './Engines';
import { strengthOf } from './kappa';
import { Head, MonthField, Trouble, Waiting } from './Parts';
import { type OperateWords, useOperateWords } from './words';

type Correction = Shape['Page_CorrectionView']['items'][number];
const ASPECTS = ['sentiment', 'intent', 'urgency'] as const;

function askCorrections(api: Api, month: string, cursor: string | undefined) {
  const query = { month, limit: 100, ...(cursor === undefined ? {} : { cursor }) };
  return read(api.GET('/v1/corrections', { params: { query } }));
}

/** How far the analyser and people agree, and what people said instead (ANL-13, ADV-10). */
export function JudgementPage() {
  const words = useOperateWords();
  const [month, setMonth] = useState(() => monthOf(Date.now()));
  const [topic, setTopic] = useState('');
  const topics = useTopics().data?.items ?? [];
  return (
    <div className="admin">
      <Head place="judgement" words={words}>
        <div className="head-choice">
          <MonthField month={month} change={setMonth} words={words} />
          <label className="month-field">
            <span>{words.topic}</span>
            <select value={topic} onChange={(event) => setTopic(event.target.value)}>
              <option value="">{words.allTopics}</option>
              {topics.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        </div>
      </Head>
      <Agreements month={month} topic={topic} words={words} />
      <Engines words={words} />
      <Corrections key={month} month={month} words={words} />
      <TryText />
    </div>
  );
}

function Agreements({ month, topic, words }: { month: string; topic: string; words: OperateWords }) {
  const { locale, words: common } = useSpoken();
  const { api } = useStack();
  const asked = useAskedNames();
  const agreements = useQuery({
    queryKey: ['agreements', month, topic],
    queryFn: () => read(api.GET('/v1/stats/judgement', { params: { query: { month, ...(topic === '' ? {} : { topic }) } } })),
    staleTime: 10_000,
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const all = agreements.data?.agreements ?? [];
  return (
    <section className="card operate-card" aria-label={words.agreements}>
      <h2>{words.agreements}</h2>
      {agreements.error !== null && <Trouble problem={agreements.error} again={() => void agreements.refetch()} />}
      {agreements.data === undefined && agreements.error === null && <Waiting />}
      {agreements.data !== undefined && all.length === 0 && (
        <div className="empty-page">
          <p className="headline">{words.noAgreements}</p>
          <p className="quiet">{words.noAgreementsHint}</p>
          <Link to="/performance/workspace/social/listening" search={{ show: 'posts' }} className="button primary">
            {words.toPosts}
          </Link>
        </div>
      )}
      {all.length > 0 && (
        <>
          <div className="rows" tabIndex={0} role="group" aria-label={words.agreements}>
            <table className="figures agreements">
              <thead>
                <tr>
                  <th scope="col">{words.engine}</th>
                  <th scope="col" className="word">
                    {words.language}
                  </th>
                  <th scope="col" className="word">
                    {words.on}
                  </th>
                  <th scope="col">{words.lookedAt}</th>
                  <th scope="col">{words.agreed}</th>
                  <th scope="col">{words.kappa}</th>
                </tr>
              </thead>
              <tbody>
                {all.map((one) => {
                  const strength = strengthOf(one.kappa);
                  return (
                    <tr key={`${one.engine} ${one.language ?? ''} ${one.on}`} data-on={one.on} data-language={one.language}>
                      <th scope="row">{one.engine}</th>
                      <td className="word">{one.language == null ? common.none : common.languages[one.language]}</td>
                      <td className="word">{asked.field(one.on)}</td>
                      <td data-figure="of">{number(locale, one.of)}</td>
                      <td data-figure="agreed">
                        {number(locale, one.agreed)} <span className="quiet">({percent.format(one.agreed / one.of)})</span>
                      </td>
                      <td data-figure="kappa" data-strength={strength}>
                        {one.kappa == null ? common.none : decimal(locale, one.kappa, 2)}{' '}
                        <span className="quiet">{words.strengths[strength]}</span>
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <p className="quiet small">{words.kappaAbout}</p>
        </>
      )}
    </section>
  );
}

function Corrections({ month, words }: { month: string; words: OperateWords }) {
  const { words: common, locale } = useSpoken();
  const { api } = useStack();
  const { tell } = useTelling();
  const people = useNames();
  const asked = useAskedNames();
  const [exporting, setExporting] = useState(false);
  const pages = useInfiniteQuery({
    queryKey: ['corrections', month],
    queryFn: ({ pageParam }) => askCorrections(api, month, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 10_000,
  });
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const save = async (as: 'lines' | 'csv') => {
    setExporting(true);
    try {
      const all = await everyCorrection(api, month);
      const name = `corrections-${month}`;
      if (as === 'csv') download(`${name}.csv`, csv(fileRows(all)));
      else download(`${name}.jsonl`, all.map((one) => `${JSON.stringify(one)}\n`).join(''), 'application/jsonl');
    } catch (failure) {
      tell(told(common, failure));
    }
    setExporting(false);
  };
  if (pages.data !== undefined && rows.length === 0) return null;
  return (
    <section className="card operate-card" aria-label={words.corrections}>
      <div className="mentions-head">
        <h2>{words.corrections}</h2>
        <span className="grow" />
        <button type="button" className="button small" disabled={exporting || rows.length === 0} onClick={() => void save('csv')}>
          {exporting ? words.exporting : words.exportCsv}
        </button>
        <button
          type="button"
          className="button small"
          disabled={exporting || rows.length === 0}
          onClick={() => void save('lines')}
        >
          {words.exportLines}
        </button>
      </div>
      {pages.error !== null && <Trouble problem={pages.error} again={() => void pages.refetch()} />}
      {pages.data === undefined && pages.error === null && <Waiting />}
      {rows.length > 0 && (
        <div className="rows" tabIndex={0} role="group" aria-label={words.corrections}>
          <table className="mentions corrections">
            <thead>
              <tr>
                <th scope="col">{words.post}</th>
                <th scope="col">{words.judgedAs}</th>
                <th scope="col">{words.shouldBe}</th>
                <th scope="col">{words.by}</th>
                <th scope="col">{words.saved}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={`${one.mention} ${one.at}`} data-mention={one.mention}>
                  <td>
                    <Link
                      to="/performance/workspace/social/mentions/$mention"
                      params={{ mention: one.mention }}
                      className="correction-text"
                      dir="auto"
                      lang={one.language ?? undefined}
                    >
                      {one.text ?? common.deleted}
                    </Link>
                  </td>
                  <td>
                    <Labels one={one} of="judged" asked={asked} />
                  </td>
                  <td>
                    {isRight(one) ? (
                      <span className="quiet">{words.right}</span>
                    ) : (
                      <Labels one={one} of="corrected" asked={asked} />
                    )}
                  </td>
                  <td>{people.agent(one.by)}</td>
                  <td>
                    <time dateTime={one.at}>{moment(locale, one.at)}</time>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages.hasNextPage && (
        <button type="button" className="button" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {words.more}
        </button>
      )}
    </section>
  );
}

function isRight({ judged, corrected }: Correction): boolean {
  return ASPECTS.every((aspect) => judged[aspect] === corrected[aspect]);
}

/** What is said of a post; what the other has differently stands out. */
function Labels({ one, of, asked }: { one: Correction; of: 'judged' | 'corrected'; asked: AskedNames }) {
  return (
    <ul className="labels">
      {ASPECTS.map((aspect) => (
        <li key={aspect} data-differs={one.judged[aspect] !== one.corrected[aspect]}>
          <span className="unseen">{asked.field(aspect)}: </span>
          {asked.value(aspect, one[of][aspect])}
        </li>
      ))}
    </ul>
  );
}

async function everyCorrection(api: Api, month: string): Promise<Correction[]> {
  const all: Correction[] = [];
  let cursor: string | undefined;
  do {
    const page = await askCorrections(api, month, cursor);
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** Rows of a file: names as the API has them, since programs read it. */
function fileRows(all: readonly Correction[]): string[][] {
  const labels = (which: 'judged' | 'corrected') => ASPECTS.map((aspect) => `${which}_${aspect}`);
  return [
    ['mention', 'at', 'by', 'engine', 'language', 'text', ...labels('judged'), ...labels('corrected')],
    ...all.map((one) => [
      one.mention,
      one.at,
      one.by,
      one.engine,
      one.language ?? '',
      one.text ?? '',
      ...ASPECTS.map((aspect) => one.judged[aspect]),
      ...ASPECTS.map((aspect) => one.corrected[aspect]),
    ]),
  ];
}
