import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MOST_FILES, type Button, type Extra, type Kept, type Message } from './protocol';
import type { Draft, Talk } from './talk';
import type { Words } from './words';

/** What the chooser of files offers first. The server says what is taken, and why not. */
const ACCEPT =
  'image/jpeg,image/png,image/gif,image/webp,video/mp4,video/quicktime,video/webm,audio/*,.pdf,.txt,.csv,.zip,.docx,.xlsx,.pptx';

type Props = { talk: Talk; words: Words; lang: string; heading: string | null };

/** The button in the corner and the panel it opens. */
export function Messenger({ talk, words, lang, heading }: Props) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { messages, read, blocked } = talk.shown;
  const unread = messages.filter((one) => one.from === 'them' && one.seq > read).length;
  const toggle = (to: boolean) => {
    setOpen(to);
    talk.watch(to);
    if (!to) opener.current?.focus();
  };
  return (
    <div class="messenger" lang={lang} onKeyDown={(event) => open && event.key === 'Escape' && toggle(false)}>
      {open && (
        <section
          id="panel"
          class="panel"
          role="dialog"
          aria-label={heading ?? words.title}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            talk.attach(event.dataTransfer?.files ?? []);
          }}
        >
          <header>
            <h2>{heading ?? words.title}</h2>
            <button type="button" class="plain" aria-label={words.close} onClick={() => toggle(false)}>
              ✕
            </button>
          </header>
          {blocked ? <p class="note">{words.blocked}</p> : <Panel talk={talk} words={words} />}
        </section>
      )}
      <button
        ref={opener}
        type="button"
        class="opener"
        aria-expanded={open}
        aria-controls="panel"
        aria-label={open ? words.close : unread > 0 ? `${words.open} (${words.unread(unread)})` : words.open}
        onClick={() => toggle(!open)}
      >
        <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
          <path fill="currentColor" d="M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z" />
        </svg>
        {!open && unread > 0 && <span class="badge">{unread}</span>}
      </button>
    </div>
  );
}

function Panel({ talk, words }: { talk: Talk; words: Words }) {
  const log = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [early, setEarly] = useState(false);
  const { messages, pending, drafts, state, typing, online } = talk.shown;
  const count = messages.length + pending.length;
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
    if (document.visibilityState === 'visible') talk.see();
  }, [count]);
  const send = () => {
    const text = field.current?.value.trim() ?? '';
    if (field.current === null || (text === '' && drafts.every((one) => one.upload === undefined))) return;
    const waits = talk.arriving();
    setEarly(waits);
    if (waits) return;
    talk.say(text);
    field.current.value = '';
  };
  const newest = messages.at(-1);
  return (
    <>
      <div ref={log} class="log" role="log" aria-label={words.log} tabIndex={0}>
        {count === 0 && <p class="note">{words.empty}</p>}
        {messages.map((one) => (
          <Row key={one.seq} from={one.from} words={words} at={one.at}>
            <Content
              message={one}
              words={words}
              broken={() => talk.broken()}
              tap={one === newest ? (title, id) => talk.say(title, id) : undefined}
            />
          </Row>
        ))}
        {pending.map((one) => (
          <Row
            key={one.client_id}
            from="you"
            words={words}
            note={one.state === 'refused' ? refusal(words, one.why) : words.sending}
          >
            {one.text !== '' && <p>{one.text}</p>}
            {one.names?.map((name) => (
              <div>{name}</div>
            ))}
          </Row>
        ))}
      </div>
      <p class="note" role="status">
        {!online
          ? words.offline
          : early && talk.arriving()
            ? words.early
            : typing
              ? words.typing
              : state === 'none'
                ? ''
                : words[state]}
      </p>
      {drafts.length > 0 && (
        <ul class="drafts" aria-label={words.files}>
          {drafts.map((one) => (
            <Chip
              key={one.key}
              draft={one}
              words={words}
              remove={() => {
                talk.detach(one.key);
                field.current?.focus();
              }}
            />
          ))}
        </ul>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={ACCEPT}
          onChange={({ currentTarget: input }) => {
            talk.attach(input.files ?? []);
            input.value = '';
            field.current?.focus();
          }}
        />
        <button
          type="button"
          class="clip"
          aria-label={words.attach}
          title={words.attach}
          onClick={() => chooser.current?.click()}
        >
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <path fill="none" stroke="currentColor" stroke-width="2" d="M8 12l6-6a3 3 0 0 1 4 4l-8 8a5 5 0 0 1-7-7l8-8" />
          </svg>
        </button>
        <textarea
          ref={field}
          rows={2}
          maxLength={4000}
          aria-label={words.write}
          placeholder={words.write}
          onInput={() => talk.typing()}
          onPaste={(event) => {
            const files = event.clipboardData?.files;
            if (files === undefined || files.length === 0) return;
            event.preventDefault();
            talk.attach(files);
          }}
          onKeyDown={(event) => {
            // Enter that ends a composition of Hangul or kana sends nothing.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit">{words.send}</button>
      </form>
    </>
  );
}

/** Why something was not sent. */
function refusal(words: Words, code: string | undefined, most = 0): string {
  switch (code) {
    case 'file_type':
    case 'file_dangerous':
      return words.fileType;
    case 'file_empty':
      return words.fileEmpty;
    case 'file_large':
      return words.fileLarge(Math.floor(most / 1_048_576));
    case 'file_gone':
      return words.fileGone;
    case 'many':
      return words.fileMany(MOST_FILES);
    case '':
      return words.fileFailed;
    default:
      return words.refused;
  }
}

function Chip({ draft, words, remove }: { draft: Draft; words: Words; remove: () => void }) {
  const { file, sent, upload, wrong } = draft;
  return (
    <li>
      <span class="name">{file.name}</span>
      {wrong !== undefined ? (
        <span class="wrong" role="alert">
          {refusal(words, wrong.code, wrong.most)}
        </span>
      ) : (
        upload === undefined && <progress value={sent} aria-label={file.name} />
      )}
      <button type="button" class="plain" aria-label={words.remove(file.name)} onClick={remove}>
        ✕
      </button>
    </li>
  );
}

type RowProps = { from: 'you' | 'them'; words: Words; at?: string; note?: string; children: ComponentChildren };

function Row({ from, words, at, note, children }: RowProps) {
  return (
    <div class={`row ${from}`}>
      <span class="who">{from === 'you' ? words.you : words.them}: </span>
      {children}
      <small>
        {note ?? (at === undefined ? '' : new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }))}
      </small>
    </div>
  );
}

type Tap = ((title: string, id: string) => void) | undefined;

type Shows = { words: Words; broken: () => void; tap: Tap };

function Content({ message, ...shows }: { message: Message } & Shows) {
  return (
    <>
      {message.text !== undefined && message.text !== '' && <p>{message.text}</p>}
      {message.files?.map((one) => (
        <File {...one} {...shows} />
      ))}
      {message.extra !== undefined && <Carried extra={message.extra} {...shows} />}
    </>
  );
}

function File({ kind, url, name, words, broken }: Omit<Kept, 'name'> & { name?: string } & Shows) {
  const called = name ?? words.file;
  return (
    <Opens url={url}>
      {kind === 'image' ? (
        <img src={safe(url)} alt={called} loading="lazy" referrerpolicy="no-referrer" onError={broken} />
      ) : (
        called
      )}
    </Opens>
  );
}

function Carried({ extra, ...shows }: { extra: Extra } & Shows) {
  const { words, tap } = shows;
  switch (extra.carries) {
    case 'file':
      return <File {...extra} {...shows} />;
    case 'choices':
      return <Buttons buttons={extra.choices.map(({ id, title }) => ({ title, press: { does: 'answer', id } }))} tap={tap} />;
    case 'cards':
      return (
        <>
          {extra.cards.map((card) => (
            <div class="card">
              {card.image !== undefined && <img src={safe(card.image)} alt="" loading="lazy" referrerpolicy="no-referrer" />}
              <strong>{card.title}</strong>
              {card.text !== '' && <p>{card.text}</p>}
              <Buttons buttons={card.buttons} tap={tap} />
            </div>
          ))}
        </>
      );
    case 'links':
      return <Buttons buttons={extra.links} tap={tap} />;
    case 'place': {
      const at = `mlat=${extra.latitude_e6 / 1e6}&mlon=${extra.longitude_e6 / 1e6}`;
      return (
        <p>
          {extra.name} {extra.address} <Opens url={`https://www.openstreetmap.org/?${at}`}>{words.map}</Opens>
        </p>
      );
    }
  }
}

function Buttons({ buttons, tap }: { buttons: Button[]; tap: Tap }) {
  return (
    <div class="buttons">
      {buttons.map(({ title, press }) =>
        press.does === 'open' ? (
          <Opens url={press.url}>{title}</Opens>
        ) : (
          <button type="button" disabled={tap === undefined} onClick={() => tap?.(title, press.id)}>
            {title}
          </button>
        ),
      )}
    </div>
  );
}

function Opens({ url, children }: { url: string; children: ComponentChildren }) {
  return (
    <a href={safe(url)} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** Only what a browser fetches; never a script in the clothes of an address. */
function safe(url: string): string {
  return /^https?:\/\//i.test(url) ? url : 'about:blank';
}
