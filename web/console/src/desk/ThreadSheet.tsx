import { memo } from 'react';
import { day } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Approval } from './Approval';
import type { Conversation } from './boxes';
import { MessageRow } from './MessageRow';
import { laidOut, type Sheet, sameSheet } from './thread';
import type { Names } from './useNames';

type Given = {
  sheet: Sheet;
  /** At the end of the thread: always laid out. */
  newest: boolean;
  several: boolean;
  conversation: Conversation;
  names: Names;
  resend: (message: string) => void;
  canResend: boolean;
  approval: Approval;
  why: (message: string) => void;
  /** Opens what can be done to a public message; nothing where nothing can. */
  moderate: ((message: string) => void) | undefined;
};

/** Some rows of a thread. It is drawn anew only when one of them, or the one before them, has changed. */
export const ThreadSheet = memo(Shown, (before, after) => {
  const { customer, contact, id } = after.conversation;
  return (
    sameSheet(before.sheet, after.sheet) &&
    before.newest === after.newest &&
    before.several === after.several &&
    before.names === after.names &&
    before.canResend === after.canResend &&
    before.approval.decides === after.approval.decides &&
    (before.moderate === undefined) === (after.moderate === undefined) &&
    before.conversation.id === id &&
    before.conversation.contact === contact &&
    before.conversation.customer.name === customer.name
  );
});

function Shown({ sheet, newest, several, conversation, names, resend, canResend, approval, why, moderate }: Given) {
  const { words, locale } = useSpoken();
  return (
    <ol className="sheet" data-newest={newest}>
      {laidOut(sheet, conversation.id, several).map((item) => {
        if (item.item === 'day') {
          return (
            <li key={item.key} className="divider">
              {day(locale, item.at)}
            </li>
          );
        }
        if (item.item === 'conversation') {
          return (
            <li key={item.key} className="divider strong">
              {item.current ? words.thisConversation : words.earlierConversation}
            </li>
          );
        }
        return (
          <MessageRow
            key={item.key}
            row={item.row}
            conversation={conversation.id}
            leads={item.leads}
            customer={conversation.customer}
            contact={conversation.contact}
            names={names}
            resend={resend}
            canResend={canResend}
            approval={approval}
            why={why}
            moderate={moderate}
          />
        );
      })}
    </ol>
  );
}
