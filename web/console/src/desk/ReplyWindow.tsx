import { useNow } from '../ui/useNow';
import { duration } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Conversation } from './boxes';

/** With less than this left it is shown as a warning, in milliseconds. */
const SHORT = 60 * 60_000;

/** How long the platform still takes answers; nothing where it always does. */
export function ReplyWindow({ conversation, ahead }: { conversation: Conversation; ahead: number }) {
  const { words, locale } = useSpoken();
  const now = useNow(1000) + ahead;
  const { window, until } = conversation.reply_window;
  if (window === 'closed')
    return (
      <span className="window" data-short="true">
        {words.windowClosed}
      </span>
    );
  if (!until) return null;
  const left = Date.parse(until) - now;
  const text = duration(locale, left);
  return (
    <span className="window" data-short={left < SHORT}>
      {window === 'human_only' ? words.windowHuman(text) : words.windowLeft(text)}
    </span>
  );
}
