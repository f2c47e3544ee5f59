import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { read } from '../api/client';
import { useMe } from '../desk/queries';
import { told } from '../desk/useMoves';
import { dayOf } from '../listening/view';
import { useWorkspace } from '../listening/queries';
import { Page } from '../shell/Page';
import { useStack } from '../stack';
import { Person, PLATFORMS } from '../ui/Person';
import { useTelling } from '../ui/Notices';
import { useNow } from '../ui/useNow';
import { clock, duration, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { usePerformanceWords } from './words';
import '../styles/performance.css';

/** Live means this often, in milliseconds (PRF-07: a lag under five seconds). */
const LIVE = 3_000;
/** The API counts a line up to here. */
const MOST = 1_000;
const CHOSEN = ['on_queue', 'away', 'off_queue'] as const;

/** Who waits, who works, and where it burns: the queues now, and for supervisors the people and the day. */
export function QueuesPage() {
  const { words: common, locale } = useSpoken();
  const words = usePerformanceWords();
  const { api } = useStack();
  const me = useMe().data;
  const sees = me !== undefined && me.role !== 'agent';
  const zone = useWorkspace().data?.zone;
  const now = useNow(1000);
  const [open, setOpen] = useState<string | undefined>();
  const lines = useQuery({
    queryKey: ['lines'],
    queryFn: () => read(api.GET('/v1/stats/queues')),
    refetchInterval: LIVE,
    staleTime: 0,
  });
  const today = zone === undefined ? undefined : dayOf(now, zone);
  const day = useQuery({
    queryKey: ['day', today, zone],
    queryFn: () =>
      read(api.GET('/v1/stats/interactions', { params: { query: { from: today ?? '', to: today ?? '', zone: zone ?? 'UTC' } } })),
    enabled: sees && today !== undefined,
    refetchInterval: 15_000,
  });
  const queues = lines.data?.queues ?? [];
  const ms = (value: number | null | undefined) => (value == null ? common.none : duration(locale, value));

  return (
    <Page>
      <div className="performance">
        <header className="performance-head">
          <div>
            <p className="trail">{words.trail.join(' › ')}</p>
            <h1>{words.title}</h1>
          </div>
          <span className="as-of quiet" role="status">
            {lines.data !== undefined && `${words.asOf(clock(locale, lines.data.as_of))} · ${words.every}`}
          </span>
        </header>
        {lines.error !== null && (
          <p role="alert" className="form-problem">
            {told(common, lines.error)}
          </p>
        )}
        {lines.data !== undefined && queues.length === 0 && (
          <div className="empty-page">
            <p className="headline">{sees ? words.noQueuesAdmin : words.noQueues}</p>
            {me?.role === 'admin' && (
              <Link to="/admin/$kind" params={{ kind: 'queues' }} search={{ id: 'new' }} className="button primary">
                {words.toQueues}
              </Link>
            )}
          </div>
        )}
        {queues.length > 0 && (
          <section className="card scroll" aria-label={words.queue} tabIndex={0}>
            <table className="figures">
              <thead>
                <tr>
                  <th scope="col">{words.queue}</th>
                  <th scope="col">{words.waiting}</th>
                  <th scope="col">{words.longest}</th>
                  <th scope="col">{words.onQueue}</th>
                  <th scope="col">{words.held}</th>
                  <th scope="col">{words.free}</th>
                  {sees && (
                    <>
                      <th scope="col" className="day">
                        {words.today}: {words.offered}
                      </th>
                      <th scope="col">{words.answered}</th>
                      <th scope="col">{words.wait}</th>
                      <th scope="col">{words.firstReply}</th>
                      <th scope="col">{words.handle}</th>
                    </>
                  )}
                </tr>
              </thead>
              <tbody>
                {queues.map((line) => {
                  const figures = day.data?.queues.find((one) => one.queue === line.queue);
                  const alarm = line.waiting > 0 && line.agents_on_queue === 0;
                  const since = line.oldest_waiting_since;
                  return (
                    <tr key={line.queue} data-queue={line.queue} data-alarm={alarm}>
                      <th scope="row">
                        <button
                          type="button"
                          className="link"
                          aria-expanded={open === line.queue}
                          aria-label={words.show(line.name)}
                          onClick={() => setOpen(open === line.queue ? undefined : line.queue)}
                        >
                          {line.name}
                        </button>
                        {alarm && <span className="alarm-note">{words.nobodyThere}</span>}
                      </th>
                      <td data-figure="waiting">
                        <b>{line.waiting >= MOST ? words.full(number(locale, MOST)) : number(locale, line.waiting)}</b>
                      </td>
                      <td>{since == null ? common.none : duration(locale, now - Date.parse(since))}</td>
                      <td data-figure="on-queue">{number(locale, line.agents_on_queue)}</td>
                      <td data-figure="held">{number(locale, line.held)}</td>
                      <td>{number(locale, line.free_places)}</td>
                      {sees && (
                        <>
                          <td className="day">{figures === undefined ? '' : number(locale, figures.offered)}</td>
                          <td>{figures === undefined ? '' : number(locale, figures.answered)}</td>
                          <td>{ms(figures?.average_wait_ms)}</td>
                          <td>{ms(figures?.average_first_response_ms)}</td>
                          <td>{ms(figures?.average_handle_ms)}</td>
                        </>
                      )}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </section>
        )}
        {open !== undefined && <Line queue={open} name={queues.find((one) => one.queue === open)?.name ?? open} now={now} />}
        {sees && <People now={now} />}
      </div>
    </Page>
  );
}

/** Who waits in a queue, in the order of the line. */
function Line({ queue, name, now }: { queue: string; name: string; now: number }) {
  const { words: common, locale } = useSpoken();
  const words = usePerformanceWords();
  const { api } = useStack();
  const waiting = useQuery({
    queryKey: ['line', queue],
    queryFn: () => read(api.GET('/v1/inbox', { params: { query: { box: 'waiting', queue, limit: 50 } } })),
    refetchInterval: LIVE,
    staleTime: 0,
  });
  return (
    <section className="card" aria-label={words.inLine(name)}>
      <h2>{words.inLine(name)}</h2>
      {waiting.data?.items.length === 0 && <p className="quiet">{words.nobodyWaits}</p>}
      <ol className="line">
        {waiting.data?.items.map((one) => (
          <li key={one.id}>
            <Link to="/desk/$conversation" params={{ conversation: one.id }} search={{}}>
              {one.customer.name ?? one.customer.id}
            </Link>
            <span className="quiet">{PLATFORMS[one.platform]}</span>
            {one.priority > 0 && (
              <span className="mood" data-sentiment="urgent">
                +{common.minutes(String(one.priority))}
              </span>
            )}
            <span className="cut line-preview" lang={one.language ?? undefined}>
              {one.preview}
            </span>
            <span>{duration(locale, now - Date.parse(one.stage.since))}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The people with their presence and load; a supervisor can set where somebody is. */
function People({ now }: { now: number }) {
  const { words: common, locale } = useSpoken();
  const words = usePerformanceWords();
  const { api } = useStack();
  const { tell } = useTelling();
  const client = useQueryClient();
  const people = useQuery({
    queryKey: ['people-live'],
    queryFn: () => read(api.GET('/v1/agents', { params: { query: { limit: 100 } } })),
    refetchInterval: LIVE,
    staleTime: 0,
  });
  const attend = async (id: string, presence: (typeof CHOSEN)[number]) => {
    try {
      const header = { 'Idempotency-Key': crypto.randomUUID() };
      await read(api.PUT('/v1/agents/{id}/presence', { params: { path: { id }, header }, body: { presence } }));
      await client.invalidateQueries({ queryKey: ['people-live'] });
    } catch (failure) {
      tell(told(common, failure));
    }
  };
  return (
    <section className="card scroll" aria-label={words.people} tabIndex={0}>
      <h2>{words.people}</h2>
      <table className="figures people">
        <thead>
          <tr>
            <th scope="col">{words.person}</th>
            <th scope="col">{words.presence}</th>
            <th scope="col">{words.since}</th>
            <th scope="col">{words.load}</th>
          </tr>
        </thead>
        <tbody>
          {people.data?.items.map((one) => (
            <tr key={one.id} data-agent={one.id}>
              <th scope="row">
                <span className="who">
                  <Person name={one.name} id={one.id} />
                  {one.name}
                </span>
              </th>
              <td>
                <select
                  aria-label={words.setPresence(one.name)}
                  value={one.presence}
                  data-presence={one.presence}
                  onChange={(event) => {
                    const wanted = CHOSEN.find((value) => value === event.target.value);
                    if (wanted !== undefined) void attend(one.id, wanted);
                  }}
                >
                  {one.presence === 'not_responding' && <option value="not_responding">{common.presences.not_responding}</option>}
                  {CHOSEN.map((value) => (
                    <option key={value} value={value}>
                      {common.presences[value]}
                    </option>
                  ))}
                </select>
              </td>
              {/* Who has never been anywhere has been so since 1970. */}
              <td>
                {Date.parse(one.presence_since) === 0 ? common.none : duration(locale, now - Date.parse(one.presence_since))}
              </td>
              <td>
                <meter min={0} max={one.capacity} value={one.load} aria-label={words.ofCapacity(one.load, one.capacity)} />{' '}
                {words.ofCapacity(one.load, one.capacity)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
