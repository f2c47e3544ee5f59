import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type Ref, Suspense, useImperativeHandle, useRef, useState } from 'react';
import { Problem } from '../api/client';
import type { Act } from '../keys';
import { PLATFORMS } from '../ui/Person';
import { useWords } from '../words/useWords';
import type { Conversation } from './boxes';
import { CloseDialog } from './CloseDialog';
import { Composer, type ComposerHandle } from './Composer';
import { useLooking } from './looking';
import { Lookers } from './Lookers';
import { isModerable } from './moderating';
import { OfferBar } from './OfferBar';
import { NAMES, useBoxes, useConversation, useMe } from './queries';
import type { Thread } from './thread';
import { ThreadView } from './ThreadView';
import { TransferDialog } from './TransferDialog';
import { told, useMoves } from './useMoves';
import { useNames } from './useNames';

const WhyDialog = lazy(() => import('./WhyDialog'));
const RefuseDialog = lazy(() => import('./RefuseDialog'));
const ModerateDialog = lazy(() => import('./ModerateDialog'));

/** What shortcuts can ask of the open conversation. */
export type ConversationHandle = {
  /** Whether it could be done. */
  act: (act: Act) => boolean;
};

type Given = { id: string; ref: Ref<ConversationHandle>; panel: boolean; onPanel: () => void };

/** One conversation: its head, its thread, and what can be done now. */
export function ConversationView({ id, ref, panel, onPanel }: Given) {
  const words = useWords();
  const { data: conversation, error, refetch } = useConversation(id);
  const gone = error instanceof Problem && (error.status === 403 || error.status === 404);
  // What is no longer the agent's to see is not shown from memory either.
  if (conversation !== undefined && !gone) return <Shown conversation={conversation} ref={ref} panel={panel} onPanel={onPanel} />;
  if (error === null)
    return (
      <div className="whole quiet" role="status">
        {words.loading}
      </div>
    );
  return (
    <div className="whole" role="alert">
      <h1 className="headline">{gone ? words.noAccess : told(words, error)}</h1>
      {!gone && (
        <button type="button" className="button" onClick={() => void refetch()}>
          {words.retry}
        </button>
      )}
      <Link to="/desk" search={true} className="button">
        {words.back}
      </Link>
    </div>
  );
}

function Shown({ conversation, ref, panel, onPanel }: Omit<Given, 'id'> & { conversation: Conversation }) {
  const words = useWords();
  const names = useNames();
  const ahead = useBoxes().data?.ahead ?? 0;
  const { move, busy } = useMoves(conversation.id);
  const composer = useRef<ComposerHandle>(null);
  const [asking, setAsking] = useState<'transfer' | 'close' | undefined>();
  const [why, setWhy] = useState<string | undefined>();
  const [moderated, setModerated] = useState<string | undefined>();
  const [refused, setRefused] = useState<string | undefined>();
  const client = useQueryClient();
  const me = useMe().data;
  const { stage } = conversation;
  const typed = useLooking(conversation.id, conversation.needs.queue);
  const mine = stage.agent === me?.id;
  const can = {
    accept: stage.stage === 'offered' && mine,
    take: stage.stage === 'waiting' && me?.agent != null,
    answer: stage.stage === 'with' && mine,
    wrapUp: stage.stage === 'wrap_up' && mine,
    moderate: stage.stage === 'with' && mine && conversation.moderation.length > 0,
  };

  const act = (wanted: Act): boolean => {
    switch (wanted) {
      case 'accept':
        if (can.accept) void move({ move: 'accept' });
        else if (can.take) void move({ move: 'take' });
        return can.accept || can.take;
      case 'decline':
        if (can.accept) void move({ move: 'decline' });
        return can.accept;
      case 'reply':
      case 'note':
        composer.current?.focus(wanted);
        return true;
      case 'emoji':
      case 'attach':
      case 'upload':
        return composer.current?.open(wanted) ?? false;
      case 'why': {
        const rows = client.getQueryData<Thread>(NAMES.thread(conversation.id))?.rows ?? [];
        const newest = rows.findLast((row) => row.kind === 'customer');
        setWhy(newest?.id);
        return newest !== undefined;
      }
      case 'moderate': {
        const rows = client.getQueryData<Thread>(NAMES.thread(conversation.id))?.rows ?? [];
        const newest = can.moderate ? rows.findLast(isModerable) : undefined;
        setModerated(newest?.id);
        return newest !== undefined;
      }
      case 'transfer':
        if (can.answer) setAsking('transfer');
        return can.answer;
      case 'end':
        if (can.answer) void move({ move: 'end' });
        return can.answer;
      case 'close':
        if (can.answer || can.wrapUp) setAsking('close');
        return can.answer || can.wrapUp;
      default:
        return false;
    }
  };
  useImperativeHandle(ref, () => ({ act }));

  const name = conversation.customer.name ?? conversation.customer.id;
  const where =
    stage.stage === 'with' && stage.agent && !mine ? words.stageWith(names.agent(stage.agent)) : words.stages[stage.stage];
  return (
    <section className="conversation" aria-label={name}>
      <header className="conversation-head">
        <Link to="/desk" search={true} className="icon-button only-narrow" aria-label={words.back}>
          ←
        </Link>
        <div className="conversation-title">
          <h1 lang={conversation.language ?? undefined}>{name}</h1>
          <p>
            <span>{PLATFORMS[conversation.platform]}</span>
            <span className="cut">{names.queue(conversation.needs.queue)}</span>
            <span className="stage-mark" data-stage={stage.stage}>
              {where}
            </span>
            {conversation.sentiment !== 'unknown' && (
              <span className="mood" data-sentiment={conversation.sentiment}>
                {words.sentiments[conversation.sentiment]}
              </span>
            )}
          </p>
        </div>
        <div className="actions">
          {can.answer && (
            <button
              type="button"
              className="button"
              disabled={busy !== undefined}
              onClick={() => act('transfer')}
              aria-keyshortcuts="T"
              title={`${words.keys.transfer} (T)`}
            >
              {words.transfer}
            </button>
          )}
          {can.answer && (
            <button
              type="button"
              className="button"
              disabled={busy !== undefined}
              onClick={() => act('end')}
              aria-keyshortcuts="E"
              title={`${words.keys.end} (E)`}
            >
              {words.end}
            </button>
          )}
          {(can.answer || can.wrapUp) && (
            <button
              type="button"
              className={can.wrapUp ? 'button primary' : 'button'}
              disabled={busy !== undefined}
              onClick={() => act('close')}
              aria-keyshortcuts="C"
              title={`${words.keys.close} (C)`}
            >
              {words.close}
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label={words.showCustomer}
            title={`${words.showCustomer} (I)`}
            aria-pressed={panel}
            onClick={onPanel}
          >
            <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
              <rect x="1.5" y="2.5" width="15" height="13" rx="2.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
              <path d="M11.5 3v12" stroke="currentColor" strokeWidth="1.4" />
            </svg>
          </button>
        </div>
      </header>
      {conversation.post && (
        <p className="post">
          <b>{words.originalPost}</b> <span className="cut">{conversation.post}</span>
        </p>
      )}
      <ThreadView
        conversation={conversation}
        resend={(message) => void move({ move: 'resend', message })}
        approval={{
          decides: busy !== undefined ? 'none' : me?.role === undefined || me.role === 'agent' ? 'own' : 'all',
          approve: (message) => void move({ move: 'approve', message }),
          refuse: setRefused,
          withdraw: (message) => void move({ move: 'refuse', message }),
        }}
        why={setWhy}
        moderate={can.moderate ? setModerated : undefined}
        busy={busy !== undefined}
        mine={mine}
      />
      {(can.accept || can.take) && <OfferBar conversation={conversation} ahead={ahead} busy={busy !== undefined} act={act} />}
      {can.wrapUp && <p className="bar">{words.wrapUpHint}</p>}
      {stage.stage === 'closed' && <p className="bar">{words.closedHint}</p>}
      {!mine && stage.agent && (stage.stage === 'with' || stage.stage === 'wrap_up') && (
        <p className="bar">{words.heldByOther(names.agent(stage.agent))}</p>
      )}
      <Lookers conversation={conversation.id} names={names} />
      <Composer
        // Drafts are their writer's: they are read once it is known who that is.
        key={me?.id}
        ref={composer}
        conversation={conversation}
        me={me}
        ahead={ahead}
        canReply={can.answer}
        note={(text, mentions) => move({ move: 'note', body: { text, ...(mentions.length === 0 ? {} : { mentions }) } })}
        typed={typed}
      />
      {why !== undefined && (
        <Suspense>
          <WhyDialog conversation={conversation.id} message={why} onClose={() => setWhy(undefined)} />
        </Suspense>
      )}
      {moderated !== undefined && (
        <Suspense>
          <ModerateDialog
            conversation={conversation}
            message={moderated}
            onClose={() => setModerated(undefined)}
            moderate={(what) => void move({ move: 'moderate', message: moderated, what })}
          />
        </Suspense>
      )}
      {refused !== undefined && (
        <Suspense>
          <RefuseDialog
            onClose={() => setRefused(undefined)}
            refuse={(reason) => void move({ move: 'refuse', message: refused, reason })}
          />
        </Suspense>
      )}
      {asking === 'transfer' && (
        <TransferDialog
          conversation={conversation}
          onClose={() => setAsking(undefined)}
          transfer={(body) => void move({ move: 'transfer', body })}
        />
      )}
      {asking === 'close' && (
        <CloseDialog
          conversation={conversation}
          onClose={() => setAsking(undefined)}
          close={(code) => void move({ move: 'close', body: code === undefined ? {} : { code } })}
        />
      )}
    </section>
  );
}
