import { type FormEvent, useState } from 'react';
import type { Shape } from '../api/client';
import { ChoiceFinder } from '../ui/Choices';
import { Dialog } from '../ui/Dialog';
import { PLATFORMS } from '../ui/Person';
import { useWords } from '../words/useWords';
import type { Words } from '../words/words';
import { type Extra, type Field, FORMS, goes, type Kind, KINDS, made, type Values, type Wrong } from './attaching';

type Given = {
  platform: Shape['ConversationView']['platform'];
  limit: Shape['ReplyLimitView'];
  attach: (extra: Extra) => void;
  onClose: () => void;
};

/** What becomes of a kind on the channel, in words. */
export function fate(words: Words, kind: Shape['ExtraKind'], { platform, limit }: Pick<Given, 'platform' | 'limit'>): string {
  return words.attachGoes[goes(kind, limit)](PLATFORMS[platform]);
}

/** What an answer carries beside its words: a kind is chosen by what the channel makes of it, then filled in (AGT-09). */
export default function AttachDialog(given: Given) {
  const words = useWords();
  const [kind, setKind] = useState<Kind | undefined>();
  return (
    <Dialog title={kind === undefined ? words.attachTitle : words.attachKinds[kind]} onClose={given.onClose}>
      {kind === undefined ? <KindList {...given} choose={setKind} /> : <KindForm key={kind} {...given} kind={kind} />}
    </Dialog>
  );
}

function KindList({ platform, limit, choose }: Given & { choose: (kind: Kind) => void }) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLocaleLowerCase();
  const found = KINDS.filter((kind) => words.attachKinds[kind].toLocaleLowerCase().includes(wanted) || kind.includes(wanted)).map(
    (kind) => ({
      key: kind,
      label: words.attachKinds[kind],
      detail: fate(words, kind, { platform, limit }),
      off: goes(kind, limit) === 'not',
      kind,
    }),
  );
  const chosen = ({ kind, off }: { kind: Kind; off: boolean }) => {
    if (!off) choose(kind);
  };
  return <ChoiceFinder label={words.attachFind} typed={typed} change={setTyped} choices={found} choose={chosen} />;
}

function KindForm({ kind, platform, limit, attach, onClose }: Given & { kind: Kind }) {
  const words = useWords();
  const form = FORMS[kind];
  const [values, setValues] = useState<Values>({});
  const [rows, setRows] = useState<readonly Values[]>(form.rows === undefined ? [] : [{}]);
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  const change = (index: number, row: Values) => setRows(rows.map((one, at) => (at === index ? row : one)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const result = made(kind, values, rows);
    if ('wrong' in result) return setWrong(result.wrong);
    attach(result.extra);
    onClose();
  };
  return (
    <form className="attach" noValidate onSubmit={submit}>
      <p className="quiet">{fate(words, kind, { platform, limit })}</p>
      <Fields fields={form.fields} values={values} change={setValues} wrong={wrong} row={undefined} first />
      {form.rows !== undefined &&
        rows.map((row, index) => (
          <fieldset key={index}>
            <legend>
              {words.attachKinds[kind]} {rows.length > 1 && index + 1}
              {rows.length > 1 && (
                <button type="button" className="link" onClick={() => setRows(rows.filter((_, at) => at !== index))}>
                  {words.attachRemove}
                </button>
              )}
            </legend>
            <Fields
              fields={form.rows?.fields ?? []}
              values={row}
              change={(next) => change(index, next)}
              wrong={wrong}
              row={index}
              first={index === rows.length - 1 && form.fields.length === 0}
            />
          </fieldset>
        ))}
      {form.rows !== undefined && rows.length < form.rows.most && (
        <button type="button" className="button" onClick={() => setRows([...rows, {}])}>
          {words.attachAdd}
        </button>
      )}
      {(['image', 'video', 'audio', 'file', 'card'] as readonly Kind[]).includes(kind) && (
        <p className="quiet">{words.attachUpload}</p>
      )}
      <button type="submit" className="button primary">
        {words.attachDone}
      </button>
    </form>
  );
}

function Fields({
  fields,
  values,
  change,
  wrong,
  row,
  first,
}: {
  fields: readonly Field[];
  values: Values;
  change: (values: Values) => void;
  wrong: readonly Wrong[];
  row: number | undefined;
  first: boolean;
}) {
  const words = useWords();
  return fields.map(({ name, optional, most }, index) => {
    const why = wrong.find((one) => one.row === row && one.field === name)?.why;
    return (
      <label key={name} className="field">
        <span>
          {words.attachFields[name]} {optional && <span className="quiet">{words.optional}</span>}
        </span>
        <input
          value={values[name] ?? ''}
          maxLength={most}
          autoFocus={first && index === 0}
          autoComplete="off"
          inputMode={name === 'url' || name === 'image' ? 'url' : undefined}
          aria-invalid={why !== undefined}
          onChange={(event) => change({ ...values, [name]: event.target.value })}
        />
        {why !== undefined && (
          <span className="field-problem" role="alert">
            {words.attachWrong[why]}
          </span>
        )}
      </label>
    );
  });
}
