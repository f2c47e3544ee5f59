import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { actOf, isTyping } from '../keys';
import { useTelling } from '../ui/Notices';
import { useWords } from '../words/useWords';
import { inOrder, neighbour } from './boxes';
import { type ConversationHandle, ConversationView } from './ConversationView';
import { CustomerPanel } from './CustomerPanel';
import { Inbox } from './Inbox';
import { KeysDialog } from './KeysDialog';
import { useBoxes, useLine, useMe } from './queries';
import { TopBar } from './TopBar';
import { useLive } from './useLive';
import { usePresence } from './useMoves';

const PANEL = 'harken.customer-panel';

/** The agent's whole screen: inbox, conversation, customer. */
export function DeskPage() {
  const words = useWords();
  const live = useLive();
  const navigate = useNavigate();
  const { queue } = useSearch({ from: '/desk' });
  const open = useParams({ strict: false }).conversation;
  const me = useMe().data;
  const boxes = useBoxes().data;
  const { behind } = useLine(queue);
  const presence = usePresence();
  const conversation = useRef<ConversationHandle>(null);
  const [help, setHelp] = useState(false);
  const [panel, setPanel] = useState(() => localStorage.getItem(PANEL) !== 'hidden' && window.innerWidth > 1100);
  const { announce } = useTelling();

  const togglePanel = () => {
    localStorage.setItem(PANEL, panel ? 'hidden' : 'shown');
    setPanel(!panel);
  };

  useOfferNews(announce);
  useEffect(() => {
    const offered = boxes?.ids.offered.length ?? 0;
    document.title = `${offered > 0 ? `(${offered}) ` : ''}${words.desk} · ${words.product}`;
  }, [boxes, words]);

  const onKey = (event: KeyboardEvent) => {
    // A dialog has the keys for itself.
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
    const act = actOf(event, isTyping(event.target));
    if (act === undefined) return;
    event.preventDefault();
    switch (act) {
      case 'next':
      case 'previous': {
        const to =
          boxes === undefined
            ? undefined
            : neighbour(inOrder(boxes, queue, Date.now() + boxes.ahead, behind), open, act === 'next' ? 1 : -1);
        if (to !== undefined) void navigate({ to: '/desk/$conversation', params: { conversation: to }, search: true });
        return;
      }
      case 'accept': {
        const first = boxes?.ids.offered[0];
        if (conversation.current?.act('accept') === true || first === undefined) return;
        void navigate({ to: '/desk/$conversation', params: { conversation: first }, search: true });
        return;
      }
      case 'presence':
        if (me?.agent) void presence.change(me.id, me.agent.presence === 'on_queue' ? 'away' : 'on_queue');
        return;
      case 'help':
        return setHelp(true);
      case 'customer':
        return togglePanel();
      default:
        conversation.current?.act(act);
    }
  };
  useDocumentKeys(onKey);

  return (
    <div className="desk" data-open={open !== undefined} data-panel={panel && open !== undefined}>
      <TopBar live={live} presence={presence} onHelp={() => setHelp(true)} />
      <Inbox open={open} queue={queue} presence={presence} />
      <main className="stage">
        {open === undefined ? (
          <div className="whole">
            <h1 className="headline">{words.nothingOpen}</h1>
            <p className="quiet">{words.nothingOpenHint}</p>
          </div>
        ) : (
          <ConversationView key={open} ref={conversation} id={open} panel={panel} onPanel={togglePanel} />
        )}
      </main>
      {panel && open !== undefined && <CustomerPanel id={open} onClose={togglePanel} />}
      {help && <KeysDialog onClose={() => setHelp(false)} />}
    </div>
  );
}

/** The newest handler hears every key, without a new listener for each picture of the screen. */
function useDocumentKeys(onKey: (event: KeyboardEvent) => void) {
  const newest = useRef(onKey);
  newest.current = onKey;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => newest.current(event);
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
}

/** Says new offers to those who listen to the screen. */
function useOfferNews(announce: (text: string) => void) {
  const words = useWords();
  const boxes = useBoxes().data;
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (boxes === undefined) return;
    for (const id of boxes.ids.offered) {
      const one = boxes.conversations.get(id);
      if (one !== undefined && !known.current.has(id)) announce(words.announceOffer(one.customer.name ?? one.customer.id));
    }
    known.current = new Set(boxes.ids.offered);
  }, [boxes, words, announce]);
}
