import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Person, PLATFORMS } from '../ui/Person';
import { date, duration, moment, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { useContact, useConversation, useHistory } from './queries';
import { useNames } from './useNames';

/** Who writes, what is known of them, and how this interaction has gone so far. */
export function CustomerPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { words, locale } = useSpoken();
  const names = useNames();
  const conversation = useConversation(id).data;
  const contact = useContact(conversation?.contact).data;
  const history = useHistory(conversation?.contact).data?.items ?? [];
  if (conversation === undefined) return <aside className="customer" aria-label={words.customerPanel} />;
  const name = conversation.customer.name ?? conversation.customer.id;
  const { interaction } = conversation;
  const time = (ms: number | null | undefined) => (ms === null || ms === undefined ? words.none : duration(locale, ms));
  return (
    <aside className="customer" aria-label={words.customerPanel}>
      <header>
        <Person name={name} id={conversation.contact} large />
        <div>
          <h2 lang={conversation.language ?? undefined}>{name}</h2>
          <p className="quiet">
            {PLATFORMS[conversation.platform]} · {conversation.account}
          </p>
        </div>
        <button type="button" className="icon-button" aria-label={words.dismiss} onClick={onClose}>
          ✕
        </button>
      </header>
      <dl className="facts">
        <Fact name={words.firstSeen}>{contact ? date(locale, contact.first_seen) : words.none}</Fact>
        <Fact name={words.languageOf}>{conversation.language ? words.languages[conversation.language] : words.none}</Fact>
        <Fact name={words.sentiment}>
          <span className="mood" data-sentiment={conversation.sentiment}>
            {words.sentiments[conversation.sentiment]}
          </span>
        </Fact>
        <Fact name={words.queue}>{names.queue(conversation.needs.queue)}</Fact>
        {conversation.priority !== 0 && <Fact name={words.priority}>{words.minutes(number(locale, conversation.priority))}</Fact>}
        {conversation.needs.skills.length > 0 && (
          <Fact name={words.skills}>
            <Chips all={conversation.needs.skills} />
          </Fact>
        )}
        {conversation.topics.length > 0 && (
          <Fact name={words.topics}>
            <Chips all={conversation.topics} />
          </Fact>
        )}
        {conversation.tags.length > 0 && (
          <Fact name={words.tags}>
            <Chips all={conversation.tags} />
          </Fact>
        )}
        {conversation.escalated_by && <Fact name={words.rule}>{conversation.escalated_by}</Fact>}
        {conversation.last_agent && <Fact name={words.lastAgent}>{names.agent(conversation.last_agent)}</Fact>}
      </dl>
      <h3>
        {words.figures} <span className="quiet">{words.interactionNumber(number(locale, interaction.number))}</span>
      </h3>
      <dl className="facts">
        <Fact name={words.firstResponse}>{time(interaction.first_response_ms)}</Fact>
        <Fact name={words.averageResponse}>{time(interaction.average_response_ms)}</Fact>
        <Fact name={words.handleTime}>{time(interaction.handle_ms)}</Fact>
        <Fact name={words.transfers}>{number(locale, interaction.transfers)}</Fact>
      </dl>
      <h3>{words.history}</h3>
      {history.length <= 1 && <p className="quiet history-empty">{words.noHistory}</p>}
      <ul className="history">
        {history.length > 1 &&
          history.map((one) => (
            <li key={one.id}>
              <Link
                to="/desk/$conversation"
                params={{ conversation: one.id }}
                search={true}
                aria-current={one.id === id ? 'page' : undefined}
              >
                <span>
                  {PLATFORMS[one.platform]} · {words.stages[one.stage.stage]}
                </span>
                <time dateTime={one.changed_at}>{moment(locale, one.changed_at)}</time>
                <span className="cut quiet" lang={one.language ?? undefined}>
                  {one.preview === '' ? words.noWords : one.preview}
                </span>
              </Link>
            </li>
          ))}
      </ul>
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Chips({ all }: { all: readonly string[] }) {
  return all.map((one) => (
    <span key={one} className="chip">
      {one}
    </span>
  ));
}
