import { type KeyboardEvent, lazy, type ReactNode, type Ref, Suspense, useImperativeHandle, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Shape } from '../api/client';
import { ChoiceList, useChoices } from '../ui/Choices';
import { useTelling } from '../ui/Notices';
import { PLATFORMS } from '../ui/Person';
import { number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Tongue } from '../words/words';
import { goes, kindOf } from './attaching';
import { Attached, Uploading } from './Attached';
import type { Conversation } from './boxes';
import { CannedList, useCannedList } from './CannedList';
import { type Draft, draft, keepDraft, type Mode } from './drafts';
import { useCanned, useColleagues } from './queries';
import { ReplyWindow } from './ReplyWindow';
import { called, counted, enterMeans, filled, mentioned, missing, slashed, textOf } from './replying';
import { accepted } from './uploading';
import { useNames } from './useNames';
import { useReply } from './useReply';
import { useUpload } from './useUpload';

// Neither is needed before somebody asks for it.
const EmojiPicker = lazy(() => import('./EmojiPicker'));
const AttachDialog = lazy(() => import('./AttachDialog'));

export type ComposerHandle = {
  focus: (mode: Mode) => void;
  /** Whether there was something to open. */
  open: (what: 'emoji' | 'attach' | 'upload') => boolean;
};

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

  const [opened, setOpened] = useState<'emoji' | 'attach' | undefined>();
  const [variant, setVariant] = useState<Tongue | undefined>();

  const { text, extra } = drafts[mode];
  const limit = conversation.reply_limits.find((one) => one.visibility === visibility);
  const length = limit === undefined ? 0 : counted(text, limit.unit);
  const over = limit === undefined || mode === 'note' ? 0 : Math.max(0, length - limit.length);
  const closed = mode === 'reply' && conversation.reply_window.window === 'closed';
  const nothing = text.trim() === '' && (mode === 'note' || extra === undefined);
  const canAttach = mode === 'reply' && limit !== undefined && !closed;
  const takes = limit?.uploads ?? [];
  const canUpload = canAttach && takes.length > 0;
  const whyNoUpload = canAttach ? words.uploadNone(PLATFORMS[conversation.platform]) : words.attachClosed;
  // The other visibility may not take what was uploaded for this one.
  const stuck = mode === 'reply' && extra?.carries === 'upload' && !takes.some((one) => one.kind === extra.kind);
  const slash = mode === 'reply' ? slashed(text, caret) : undefined;
  const listed = slash !== undefined && putAway !== slash.from;
  const call = mode === 'note' ? called(text, caret) : undefined;
  const calling = call !== undefined && putAway !== call.from;

  const write = (next: Draft, at: Mode = mode) => {
    keepDraft(who, conversation.id, at, next);
    setDrafts((all) => ({ ...all, [at]: next }));
  };
  const { upload, start, stop } = useUpload({
    conversation: conversation.id,
    platform: PLATFORMS[conversation.platform],
    takes,
    // What is typed meanwhile stands in the draft by then.
    done: (arrived) => write({ ...draft(who, conversation.id, 'reply'), extra: arrived }, 'reply'),
  });
  const picker = useRef<HTMLInputElement>(null);
  const [hovered, setHovered] = useState(false);
  const take = (files: FileList) => {
    const [file, ...more] = files;
    if (file === undefined) return;
    setWanted('reply');
    if (!canUpload) return tell(whyNoUpload);
    if (more.length > 0) tell(words.uploadOne);
    void start(file);
    area.current?.focus();
  };
  const carried = extra === undefined ? {} : { extra };
  const place = (from: number, to: number) => {
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from, to);
      setCaret(to);
    });
  };

  const choose = (chosen: Shape['CannedView']) => {
    if (slash === undefined) return;
    const language = variant !== undefined && variant in chosen.texts ? variant : undefined;
    const values = {
      'customer.name': conversation.customer.name ?? undefined,
      'agent.name': me?.agent?.name,
      'queue.name': names.queue(conversation.needs.queue),
    };
    const words = filled(textOf(chosen, language ?? conversation.language), values);
    const next = text.slice(0, slash.from) + words + text.slice(caret);
    // Alone and unchanged it is sent by its name, so that its use is counted and the API fills it in.
    const whole = next === words && missing(words) === undefined;
    write({ ...carried, text: next, ...(whole ? { canned: chosen.id, ...(language === undefined ? {} : { language }) } : {}) });
    const open = missing(next);
    place(open?.from ?? slash.from + words.length, open?.to ?? slash.from + words.length);
  };
  const list = useCannedList({
    query: listed ? slash.query : undefined,
    all: canned,
    queue: conversation.needs.queue,
    theirs: conversation.language,
    chosen: variant,
    onLanguage: setVariant,
    choose,
  });
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

  const insert = (words: string) => {
    const [from, to] = [area.current?.selectionStart ?? text.length, area.current?.selectionEnd ?? text.length];
    setOpened(undefined);
    write({ ...carried, text: text.slice(0, from) + words + text.slice(to) });
    place(from + words.length, from + words.length);
  };

  const send = async () => {
    if (nothing) return;
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
    if (over > 0 || closed || limit === undefined || stuck || upload !== undefined) return;
    const { extra: goesAlong, ...said } =
      drafts.reply.canned === undefined ? { ...drafts.reply, text: text.trim() } : drafts.reply;
    write({ text: '' });
    // A file that the channel shows only without words goes first, and the words go after it.
    const isApart = goesAlong?.carries === 'upload' && said.text !== '' && goes(kindOf(goesAlong), limit) === 'alone';
    if (isApart) await reply({ text: '', extra: goesAlong }, visibility);
    void reply(isApart || goesAlong === undefined ? said : { ...said, extra: goesAlong }, visibility);
  };

  /** Nothing where it goes out as it is. */
  const notice = (fate: ReturnType<typeof goes>, isOwn: boolean) => {
    const platform = PLATFORMS[conversation.platform];
    if (stuck) return words.uploadNone(platform);
    if (fate === 'shown' || (fate === 'alone' && text.trim() === '')) return undefined;
    return isOwn ? words.uploadApart(platform) : words.attachGoes[fate](platform);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (listed && list.onKey(event)) return;
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
    open: (what) => {
      if (what === 'upload') {
        if (!canReply) return false;
        if (canUpload) picker.current?.click();
        else tell(whyNoUpload);
        return true;
      }
      const may = what === 'emoji' ? !closed : canAttach;
      if (may) setOpened(what);
      return may;
    },
  }));

  const blocked =
    (mode === 'reply' && (upload !== undefined || stuck)) ||
    nothing ||
    over > 0 ||
    closed ||
    (mode === 'reply' && limit === undefined);
  return (
    <div
      className="composer"
      data-mode={mode}
      data-small={!canReply}
      data-hovered={hovered}
      onDragOver={(event) => {
        if (!canReply || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setHovered(true);
      }}
      onDragLeave={() => setHovered(false)}
      onDrop={(event) => {
        setHovered(false);
        if (!canReply || event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      {listed && <CannedList list={list} />}
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
        {...(listed ? list.area : calling && people.length > 0 ? callChoices.area : {})}
        aria-label={mode === 'note' ? words.composeNote : words.composeReply}
        placeholder={mode === 'note' ? words.notePlaceholder : words.replyPlaceholder}
        value={text}
        rows={canReply ? 3 : 1}
        maxLength={mode === 'note' ? 5000 : 10_000}
        disabled={closed}
        onChange={(event) => {
          setCaret(event.target.selectionStart);
          write({ ...carried, text: event.target.value });
          typed();
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          // Words copied from an office program come with a picture of themselves.
          if (!canReply || event.clipboardData.files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
          event.preventDefault();
          take(event.clipboardData.files);
        }}
      />
      {mode === 'reply' && upload !== undefined && (
        <Uploading upload={upload} again={() => void start(upload.file)} stop={stop} />
      )}
      {mode === 'reply' && upload === undefined && extra !== undefined && limit !== undefined && (
        <Attached
          extra={extra}
          notice={notice(goes(kindOf(extra), limit), extra.carries === 'upload')}
          remove={() => write({ text, ...(drafts.reply.canned === undefined ? {} : { canned: drafts.reply.canned }) })}
        />
      )}
      <div className="composer-foot">
        {canReply && (
          <button
            type="button"
            className="icon-button"
            aria-label={words.emoji}
            title={`${words.emoji} (Alt+M)`}
            aria-keyshortcuts="Alt+M"
            aria-expanded={opened === 'emoji'}
            disabled={closed}
            onClick={() => setOpened(opened === 'emoji' ? undefined : 'emoji')}
          >
            <ToolIcon>
              <circle cx="9" cy="9" r="7.2" />
              <path d="M5.8 10.8c.8 1.4 1.9 2.1 3.2 2.1s2.4-.7 3.2-2.1" strokeLinecap="round" />
              <path d="M6.5 6.6v.8M11.5 6.6v.8" strokeLinecap="round" />
            </ToolIcon>
          </button>
        )}
        {canReply && mode === 'reply' && (
          <button
            type="button"
            className="icon-button"
            aria-label={words.attach}
            title={`${canAttach ? words.attach : words.attachClosed} (Alt+F)`}
            aria-keyshortcuts="Alt+F"
            disabled={!canAttach}
            onClick={() => setOpened('attach')}
          >
            <ToolIcon>
              <path
                d="M14.6 8.2 9 13.8a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-5.9 6a1.1 1.1 0 0 1-1.6-1.6l5.2-5.3"
                strokeLinecap="round"
                strokeLinejoin="round"
              />
            </ToolIcon>
          </button>
        )}
        {canReply && mode === 'reply' && (
          <>
            <button
              type="button"
              className="icon-button"
              aria-label={words.upload}
              aria-description={canUpload ? undefined : whyNoUpload}
              title={`${canUpload ? words.upload : whyNoUpload} (Alt+U)`}
              aria-keyshortcuts="Alt+U"
              // It can be reached and says why, by mouse and by keyboard.
              aria-disabled={!canUpload}
              onClick={() => (canUpload ? picker.current?.click() : tell(whyNoUpload))}
            >
              <ToolIcon>
                <path d="M9 11.5v-8M5.8 6.4 9 3.2l3.2 3.2M3 11.8v2.4h12v-2.4" strokeLinecap="round" strokeLinejoin="round" />
              </ToolIcon>
            </button>
            <input
              ref={picker}
              type="file"
              hidden
              accept={accepted(takes)}
              onChange={(event) => {
                if (event.currentTarget.files !== null) take(event.currentTarget.files);
                event.currentTarget.value = '';
              }}
            />
          </>
        )}
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
      {opened === 'emoji' && (
        <Suspense>
          <EmojiPicker
            pick={insert}
            onClose={() => {
              setOpened(undefined);
              area.current?.focus();
            }}
          />
        </Suspense>
      )}
      {opened === 'attach' && limit !== undefined && (
        <Suspense>
          <AttachDialog
            platform={conversation.platform}
            limit={limit}
            attach={(chosen) => write({ ...drafts.reply, extra: chosen }, 'reply')}
            onClose={() => setOpened(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The drawing of a button of the foot: lines only, in the colour of its words. */
function ToolIcon({ children }: { children: ReactNode }) {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.4">
      {children}
    </svg>
  );
}
