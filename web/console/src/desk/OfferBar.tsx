import type { Act } from '../keys';
import { useNow } from '../ui/useNow';
import { age, duration } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Conversation } from './boxes';
import { useQueues } from './queries';

/** What nobody has yet: taken or not, with the time there is to decide. */
export function OfferBar({
  conversation,
  ahead,
  busy,
  act,
}: {
  conversation: Conversation;
  ahead: number;
  busy: boolean;
  act: (act: Act) => boolean;
}) {
  const { words, locale } = useSpoken();
  const now = useNow(250) + ahead;
  const queue = useQueues().data?.items.find((one) => one.id === conversation.needs.queue);
  const { stage } = conversation;
  const offered = stage.stage === 'offered';
  const left = stage.until ? Date.parse(stage.until) - now : 0;
  const whole = (queue?.offer_seconds ?? 60) * 1000;
  return (
    <div className="offer" role="group" aria-label={words.stages[stage.stage]}>
      <div className="offer-time">
        {offered ? (
          <b>{left > 0 ? words.offerEnds(duration(locale, left)) : words.offerEnded}</b>
        ) : (
          <b>{words.waitingFor(age(locale, now - Date.parse(stage.since)))}</b>
        )}
        {offered && <progress max={whole} value={Math.max(0, Math.min(whole, left))} aria-hidden="true" />}
      </div>
      {offered && (
        <button type="button" className="button" disabled={busy} onClick={() => act('decline')} aria-keyshortcuts="X">
          {words.decline} <kbd>X</kbd>
        </button>
      )}
      <button type="button" className="button primary" disabled={busy} onClick={() => act('accept')} aria-keyshortcuts="A">
        {offered ? words.accept : words.take} <kbd>A</kbd>
      </button>
    </div>
  );
}
