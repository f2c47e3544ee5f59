import { useSpoken } from '../words/useWords';
import { useLookers } from './looking';
import type { Names } from './useNames';

/** Who else has the conversation open, and who types. */
export function Lookers({ conversation, names }: { conversation: string; names: Names }) {
  const { words, locale } = useSpoken();
  const others = useLookers(conversation).filter((one) => one.agent !== names.me);
  const list = (all: readonly { agent: string }[]) =>
    new Intl.ListFormat(locale).format(all.map((one) => names.agent(one.agent)));
  const typing = others.filter((one) => one.typing);
  const still = others.filter((one) => !one.typing);
  return (
    <p className="lookers" role="status">
      {typing.length > 0 && <span className="typing">{words.typingNow(list(typing))}</span>}
      {still.length > 0 && <span>{words.lookingNow(list(still))}</span>}
    </p>
  );
}
