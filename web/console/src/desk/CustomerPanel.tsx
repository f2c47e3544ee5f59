import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Person, PLATFORMS } from '../ui/Person';
import { date, duration, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { Journey } from './Journey';
import { useContact, useConversation } from './queries';
import { useNames } from './useNames';

const ProfileDialog = lazy(() => import('./ProfileDialog'));

/** Who writes, what is known of them, and how this interaction has gone so far. */
export function CustomerPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { words, locale } = useSpoken();
  const names = useNames();
  const conversation = useConversation(id).data;
  const contact = useContact(conversation?.contact).data;
  const [editing, setEditing] = useState(false);
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
        {words.profile}
        {contact && (
          <button type="button" className="link" onClick={() => setEditing(true)}>
            {words.edit}
          </button>
        )}
      </h3>
      {contact?.profile && contact.profile.tags.length > 0 && (
        <p className="chips">
          <Chips all={contact.profile.tags} />
        </p>
      )}
      {contact?.profile && contact.profile.facts.length > 0 && (
        <dl className="facts">
          {contact.profile.facts.map((one, index) => (
            <Fact key={index} name={one.name}>
              {one.value}
            </Fact>
          ))}
        </dl>
      )}
      {contact && (contact.profile == null || contact.profile.tags.length + contact.profile.facts.length === 0) ? (
        <p className="quiet history-empty">{words.profileEmpty}</p>
      ) : (
        contact?.profile && (
          <p className="quiet saved-by">
            {words.profileBy(names.agent(contact.profile.by), date(locale, contact.profile.saved_at))}
          </p>
        )
      )}
      {contact && contact.identities.length > 0 && (
        <>
          <h3>{words.identities}</h3>
          <ul className="identities">
            {contact.identities.map((one) => (
              <li key={`${one.platform} ${one.account} ${one.user}`}>
                <span>
                  {PLATFORMS[one.platform]} <span className="quiet">{one.account}</span>
                </span>
                <code>{one.user}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      <Journey current={conversation} names={names} />
      <h3>
        {words.figures} <span className="quiet">{words.interactionNumber(number(locale, interaction.number))}</span>
      </h3>
      <dl className="facts">
        <Fact name={words.firstResponse}>{time(interaction.first_response_ms)}</Fact>
        <Fact name={words.averageResponse}>{time(interaction.average_response_ms)}</Fact>
        <Fact name={words.handleTime}>{time(interaction.handle_ms)}</Fact>
        <Fact name={words.transfers}>{number(locale, interaction.transfers)}</Fact>
      </dl>
      {editing && contact && (
        <Suspense>
          <ProfileDialog contact={contact} onClose={() => setEditing(false)} />
        </Suspense>
      )}
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
