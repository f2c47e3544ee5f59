import { type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Shape } from '../api/client';
import { ChoiceList, useChoices } from '../ui/Choices';
import { useTelling } from '../ui/Notices';
import { number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Conversation } from './boxes';
import { type Draft, draft, keepDraft, type Mode } from './drafts';
import { useCanned, useColleagues } from './queries';
import { ReplyWindow } from './ReplyWindow';
import { called, counted, enterMeans, filled, fitting, mentioned, missing, slashed, textOf } from './replying';
import { useNames } from './useNames';
import { useReply } from './useReply';

export type ComposerHandle = { focus: (mode: Mode) => void };

type Given = {
  ref: Ref<ComposerHandle>;
  conversation: Conversation;
  me: Shape['MeView'] | undefined;
  ahead: number;
  canReply: boolean;
  /** Whether the note was kept. */
  note: (text: string, mentions: string[]) => Promise<boolean>;
  /** Something is being typed. */
  typed: () => void;
};

/** Where answers and notes are written. */
export function Composer({ ref, conversation, me, ahead, canReply, note, typed }: Given) {
  const { words, locale } = useSpoken();
  const { tell } = useTelling();
  const names = useNames();
  const { reply } = useReply(conversation.id);
  const canned = useCanned().data?.items ?? [];
  const colleagues = useColleagues().data ?? [];
  const area = useRef<HTMLTextAreaElement>(null);
  const who = me?.id ?? '';
  const [wanted, setWanted] = useState<Mode>('reply');
  const mode: Mode = canReply ? wanted : 'note';
  const [drafts, setDrafts] = useState<Record<Mode, Draft>>(() => ({
    reply: draft(who, conversation.id, 'reply'),
    note: draft(who, conversation.id, 'note'),
  }));
  const [visibility, setVisibility] = useState(conversation.visibility);
  const [caret, setCaret] = useState(0);
  // A list put away with Escape stays away until another word is begun.
  const [putAway, setPutAway] = useState<number | undefined>();

  const { text, canned: origin } = drafts[mode];
  const limit = conversation.reply_limits.find((one) => one.visibility === visibility);
  const length = limit === undefined ? 0 : counted(text, limit.unit);
  const over = limit === undefined || mode === 'note' ? 0 : Math.max(0, length - limit.length);
  const closed = mode === 'reply' && conversation.reply_window.window === 'closed';
  const slash = mode === 'reply' ? slashed(text, caret) : undefined;
  const listed = slash !== undefined && putAway !== slash.from;
  const call = mode === 'note' ? called(text, caret) : undefined;
  const calling = call !== undefined && putAway !== call.from;

  const write = (next: Draft, at: Mode = mode) => {
    keepDraft(who, conversation.id, at, next);
    setDrafts((all) => ({ ...all, [at]: next }));
  };
  const place = (from: number, to: number) => {
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from, to);
      setCaret(to);
    });
  };

  const offered = (listed ? fitting(canned, conversation.needs.queue, slash.query) : []).map((one) => ({
    key: one.id,
    label: one.name,
    hint: `/${one.shortcut}`,
    detail: textOf(one, conversation.language),
    canned: one,
  }));
  const choose = ({ canned: chosen }: { canned: Shape['CannedView'] }) => {
    if (slash === undefined) return;
    const values = {
      'customer.name': conversation.customer.name ?? undefined,
      'agent.name': me?.agent?.name,
      'queue.name': names.queue(conversation.needs.queue),
    };
    const words = filled(textOf(chosen, conversation.language), values);
    const next = text.slice(0, slash.from) + words + text.slice(caret);
    // Alone and unchanged it is sent by its name, so that its use is counted and the API fills it in.
    write(next === words && missing(words) === undefined ? { text: next, canned: chosen.id } : { text: next });
    const open = missing(next);
    place(open?.from ?? slash.from + words.length, open?.to ?? slash.from + words.length);
  };
  const choices = useChoices(offered, choose);
  const people = (calling ? colleagues : [])
    .filter(
      (one) => one.id !== me?.id && `${one.name} ${one.id}`.toLocaleLowerCase().includes(call?.query.toLocaleLowerCase() ?? ''),
    )
    .map((one) => ({ key: one.id, label: one.name, hint: words.presences[one.presence], name: one.name }));
  const chooseColleague = ({ name }: { name: string }) => {
    if (call === undefined) return;
    const mention = `@${name} `;
    write({ text: text.slice(0, call.from) + mention + text.slice(caret) });
    place(call.from + mention.length, call.from + mention.length);
  };
  const callChoices = useChoices(people, chooseColleague);

  const send = async () => {
    if (text.trim() === '') return;
    if (mode === 'note') {
      write({ text: '' });
      if (!(await note(text.trim(), mentioned(text, colleagues)))) write({ text }, 'note');
      return;
    }
    const open = missing(text);
    if (open !== undefined) {
      tell(words.missingVariable(open.name));
      return place(open.from, open.to);
    }
    if (over > 0 || closed || limit === undefined) return;
    reply(origin === undefined ? text.trim() : text, origin, visibility);
    write({ text: '' });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (listed && choices.onKey(event)) return;
    if (calling && people.length > 0 && callChoices.onKey(event)) return;
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (listed) setPutAway(slash.from);
      else if (calling) setPutAway(call.from);
      else area.current?.blur();
      return;
    }
    const meant = enterMeans({
      key: event.key,
      shiftKey: event.shiftKey,
      isComposing: event.nativeEvent.isComposing,
      keyCode: event.keyCode,
    });
    if (meant !== 'send') return;
    event.preventDefault();
    void send();
  };

  useImperativeHandle(ref, () => ({
    focus: (to: Mode) => {
      // At once: the next key pressed is already meant for the field.
      flushSync(() => setWanted(to));
      area.current?.focus();
    },
  }));

  const blocked = text.trim() === '' || over > 0 || closed || (mode === 'reply' && limit === undefined);
  return (
    <div className="composer" data-mode={mode} data-small={!canReply}>
      {listed && (
        <div className="canned">
          <ChoiceList
            id={choices.id}
            label={words.canned}
            choices={offered}
            active={choices.active}
            choose={choose}
            empty={words.noCanned}
          />
        </div>
      )}
      {calling && people.length > 0 && (
        <div className="canned">
          <ChoiceList
            id={callChoices.id}
            label={words.colleagues}
            choices={people}
            active={callChoices.active}
            choose={chooseColleague}
            empty={words.nothingMatches}
          />
        </div>
      )}
      <div className="composer-head">
        <div className="modes" role="group" aria-label={`${words.composeReply} / ${words.composeNote}`}>
          {canReply && (
            <button type="button" aria-pressed={mode === 'reply'} onClick={() => setWanted('reply')} aria-keyshortcuts="R">
              {words.composeReply}
            </button>
          )}
          <button type="button" aria-pressed={mode === 'note'} onClick={() => setWanted('note')} aria-keyshortcuts="N">
            {words.composeNote}
          </button>
        </div>
        {mode === 'reply' && conversation.reply_limits.length > 1 && (
          <select
            aria-label={words.visibility}
            value={visibility}
            data-visibility={visibility}
            onChange={(event) => setVisibility(event.target.value === 'public' ? 'public' : 'private')}
          >
            {conversation.reply_limits.map((one) => (
              <option key={one.visibility} value={one.visibility}>
                {one.visibility === 'public' ? words.replyPublicly : words.replyPrivately}
              </option>
            ))}
          </select>
        )}
        {mode === 'reply' && conversation.reply_limits.length === 1 && (
          <span className="mark" data-visibility={visibility}>
            {words[visibility]}
          </span>
        )}
        <span className="grow" />
        {mode === 'reply' && <ReplyWindow conversation={conversation} ahead={ahead} />}
      </div>
      <textarea
        ref={area}
        {...(listed ? choices.area : calling && people.length > 0 ? callChoices.area : {})}
        aria-label={mode === 'note' ? words.composeNote : words.composeReply}
        placeholder={mode === 'note' ? words.notePlaceholder : words.replyPlaceholder}
        value={text}
        rows={canReply ? 3 : 1}
        maxLength={mode === 'note' ? 5000 : 10_000}
        disabled={closed}
        onChange={(event) => {
          setCaret(event.target.selectionStart);
          write({ text: event.target.value });
          typed();
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      <div className="composer-foot">
        {mode === 'reply' && limit !== undefined && text !== '' && (
          <span className="length" data-over={over > 0}>
            {over > 0
              ? words.tooLong(`${number(locale, over)} ${words.units[limit.unit]}`)
              : `${words.length(number(locale, length), number(locale, limit.length))} ${words.units[limit.unit]}`}
          </span>
        )}
        <span className="grow" />
        <button type="button" className="button primary" disabled={blocked} onClick={() => void send()}>
          {mode === 'note' ? words.sendNote : words.send}
        </button>
      </div>
    </div>
  );
}
