import { memo } from 'react';
import type { Shape } from '../api/client';
import { Person } from '../ui/Person';
import { clock, moment } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Words } from '../words/words';
import { type Approval, ApprovalMark } from './Approval';
import { AttachmentLine } from './AttachmentLine';
import { ExtraView } from './ExtraView';
import { KeptFiles } from './KeptFiles';
import { mayBeKept } from './files';
import { isModerable } from './moderating';
import type { Row } from './thread';
import type { Names } from './useNames';

type Given = {
  row: Row;
  /** The one that is looked at: earlier rows of the thread are asked about by it, too. */
  conversation: string;
  leads: boolean;
  customer: Shape['AuthorView'];
  contact: string;
  names: Names;
  resend: (message: string) => void;
  canResend: boolean;
  approval: Approval;
  why: (message: string) => void;
  /** Opens what can be done to a public message; nothing where nothing can. */
  moderate: ((message: string) => void) | undefined;
};

/** One row of a thread. */
export const MessageRow = memo(
  function MessageRow({ row, conversation, leads, customer, contact, names, resend, canResend, approval, why, moderate }: Given) {
    const { words, locale } = useSpoken();
    if (row.kind === 'activity') return <Activity row={row} names={names} />;
    const isMine = row.agent != null && row.agent === names.me;
    const author =
      row.kind === 'customer'
        ? (row.author?.name ?? customer.name ?? row.author?.id ?? customer.id)
        : isMine
          ? words.you
          : names.agent(row.agent ?? '');
    const language = row.analysis?.language ?? undefined;
    return (
      <li className="message" data-kind={row.kind} data-leads={leads} data-visibility={row.visibility}>
        {row.kind === 'customer' &&
          (leads ? (
            <Person name={author} id={row.author == null || row.author.id === customer.id ? contact : row.author.id} />
          ) : (
            <span className="person-space" />
          ))}
        <div className="bubble-column">
          {leads && (
            <p className="author">
              {author}
              {row.kind === 'note' && <span className="note-mark">{words.note}</span>}
            </p>
          )}
          <div className="bubble" lang={language}>
            {row.changed?.how === 'deleted' ? (
              <p className="quiet">{words.deleted}</p>
            ) : (
              <Content row={row} conversation={conversation} words={words} />
            )}
          </div>
          <p className="message-facts">
            <time dateTime={row.at} title={moment(locale, row.at)}>
              {clock(locale, row.at)}
            </time>
            {row.kind !== 'note' && (
              <span className="mark" data-visibility={row.visibility}>
                {words[row.visibility]}
              </span>
            )}
            {row.changed?.how === 'edited' && <span>{words.edited}</span>}
            {row.kind === 'customer' && row.analysis && <Judgement analysis={row.analysis} words={words} />}
            {row.canned && <span className="cut">{words.viaCanned(names.canned(row.canned))}</span>}
            {row.delivery && <DeliveryMark delivery={row.delivery} id={row.id} resend={resend} canResend={canResend} />}
            {row.delivery && <ApprovalMark row={row} conversation={conversation} names={names} approval={approval} />}
            {row.kind === 'customer' && (
              <button type="button" className="link why-link" onClick={() => why(row.id)}>
                {words.why}
              </button>
            )}
            {moderate !== undefined && isModerable(row) && (
              <button type="button" className="link why-link" onClick={() => moderate(row.id)}>
                {words.moderate}
              </button>
            )}
          </p>
        </div>
      </li>
    );
  },
  (before, after) =>
    before.row === after.row &&
    before.conversation === after.conversation &&
    before.leads === after.leads &&
    before.canResend === after.canResend &&
    before.approval.decides === after.approval.decides &&
    (before.moderate === undefined) === (after.moderate === undefined) &&
    before.names === after.names &&
    before.customer.name === after.customer.name,
);

function Content({ row, conversation, words }: { row: Row; conversation: string; words: Words }) {
  const extra = row.extra ?? undefined;
  return (
    <>
      {row.text != null && row.text !== '' && <p dir="auto">{row.text}</p>}
      {row.attachments.some(mayBeKept) && row.kind === 'customer' ? (
        <KeptFiles conversation={conversation} row={row} />
      ) : (
        row.attachments.map((one, index) => <AttachmentLine key={index} attachment={one} />)
      )}
      {extra !== undefined &&
        (extra.carries === 'upload' ? <KeptFiles conversation={conversation} row={row} /> : <ExtraView extra={extra} />)}
      {(row.text == null || row.text === '') && row.attachments.length === 0 && extra === undefined && (
        <p className="quiet">{row.content_kind ? words.contents[row.content_kind] : words.noWords}</p>
      )}
    </>
  );
}

function Judgement({ analysis, words }: { analysis: Shape['AnalysisView']; words: Words }) {
  return (
    <>
      {(analysis.sentiment === 'negative' || analysis.sentiment === 'positive') && (
        <span className="mood" data-sentiment={analysis.sentiment}>
          {words.sentiments[analysis.sentiment]}
        </span>
      )}
      {analysis.intent !== 'other' && <span>{words.intents[analysis.intent]}</span>}
    </>
  );
}

function DeliveryMark({
  delivery,
  id,
  resend,
  canResend,
}: {
  delivery: Shape['DeliveryView'];
  id: string;
  resend: (message: string) => void;
  canResend: boolean;
}) {
  const { words, locale } = useSpoken();
  const stuck = delivery.state === 'failed' || delivery.state === 'unsure';
  const why = stuck ? delivery.failure : undefined;
  return (
    <>
      <span className="delivery" data-state={delivery.state} title={why?.advice}>
        {words.deliveries[delivery.state]}
      </span>
      {why && <span className="delivery-why">{words.failures[why.reason]}</span>}
      {delivery.held_until != null && delivery.state === 'queued' && (
        <span>{words.heldUntil(clock(locale, delivery.held_until))}</span>
      )}
      {delivery.notice && <span title={delivery.notice}>{words.wentInWords}</span>}
      {stuck && canResend && (
        <button
          type="button"
          className="link"
          title={delivery.state === 'unsure' ? words.resendUnsure : undefined}
          onClick={() => resend(id)}
        >
          {words.resend}
        </button>
      )}
    </>
  );
}

function Activity({ row, names }: { row: Row; names: Names }) {
  const { words, locale } = useSpoken();
  const who = row.agent == null ? words.system : names.agent(row.agent);
  // "care-en: please look at the order": the target, and words for the next one.
  const [target = '', ...rest] = (row.detail ?? '').split(': ');
  const said = (words.activities as Readonly<Record<string, (who: string, what: string) => string>>)[row.what ?? ''];
  const text = said === undefined ? words.activityOther(who, row.what ?? '') : said(who, names.agent(names.queue(target)));
  return (
    <li className="activity">
      <span>{text}</span>{' '}
      <time dateTime={row.at} title={moment(locale, row.at)}>
        {clock(locale, row.at)}
      </time>
      {rest.length > 0 && <p dir="auto">{rest.join(': ')}</p>}
    </li>
  );
}
