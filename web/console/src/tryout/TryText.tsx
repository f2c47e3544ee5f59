import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { TextField } from '../admin/Fields';
import { read, type Shape } from '../api/client';
import { told } from '../desk/useMoves';
import { useStack } from '../stack';
import { useAskedNames } from '../trace/asked';
import { Judgement } from '../trace/Judgement';
import { Highlighted } from '../ui/Highlighted';
import { ofBytes, pieces } from '../ui/spans';
import { useWords } from '../words/useWords';
import { useTryoutWords } from './words';
import '../styles/tryout.css';

/** What the API takes of one text. */
const LONGEST = 10_000;

type Judged = { text: string; said: Shape['AnalysisView'] };

/** A text that nobody has written yet, judged as it would be if a customer wrote it now. Nothing of it is kept. */
export function TryText() {
  const { api } = useStack();
  const common = useWords();
  const words = useTryoutWords();
  const [text, setText] = useState('');
  const tried = useMutation({
    mutationFn: async (asked: string): Promise<Judged | undefined> => {
      const { items } = await read(api.POST('/v1/analyses', { body: { texts: [asked] } }));
      return items[0] === undefined ? undefined : { text: asked, said: items[0] };
    },
  });
  const judge = (event: FormEvent) => {
    event.preventDefault();
    tried.mutate(text);
  };
  return (
    <form className="card operate-card" aria-label={words.tryText} onSubmit={judge} noValidate>
      <h2>{words.tryText}</h2>
      <TextField label={words.someText} hint={words.tryTextAbout} value={text} change={setText} rows={3} maxLength={LONGEST} />
      <button type="submit" className="button" disabled={tried.isPending || text.trim() === ''}>
        {words.judge}
      </button>
      <div role="status" className="tried-text">
        {tried.data !== undefined && <Result {...tried.data} />}
      </div>
      {tried.error !== null && (
        <p role="alert" className="form-problem">
          {told(common, tried.error)}
        </p>
      )}
    </form>
  );
}

function Result({ text, said }: Judged) {
  const words = useTryoutWords();
  const asked = useAskedNames();
  const cut = (one: Shape['EvidenceView']) => {
    const marked = pieces(text, ofBytes(text, [one])).filter((piece) => piece.marked);
    return marked.map((piece) => piece.text).join('');
  };
  return (
    <>
      <Highlighted text={text} stretches={ofBytes(text, said.evidence)} lang={said.language} />
      <Judgement of={said} />
      {said.evidence.length > 0 && (
        <section aria-label={words.evidence}>
          <h3>{words.evidence}</h3>
          <ul className="preview-notes">
            {said.evidence.map((one) => (
              <li key={`${one.of} ${one.start} ${one.says}`}>
                <q dir="auto">{cut(one)}</q> {asked.field(one.of)}: {asked.value(one.of, one.says)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
