import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { read, type Shape } from '../api/client';
import { useStack } from '../stack';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/useWords';
import { told } from './useMoves';

type Fact = { name: string; value: string };

/** Tags as people write them in one line: each once, in the order written. */
export function tagsOf(line: string): string[] {
  const all = line.split(/[,、，\n]/u).map((one) => one.trim());
  return [...new Set(all.filter((one) => one !== ''))];
}

/** Tags and facts of a person, written in the place of those that were there (AGT-14). */
export default function ProfileDialog({ contact, onClose }: { contact: Shape['ContactView']; onClose: () => void }) {
  const words = useWords();
  const { api } = useStack();
  const client = useQueryClient();
  const [tags, setTags] = useState((contact.profile?.tags ?? []).join(', '));
  const [facts, setFacts] = useState<readonly Fact[]>(() => [...(contact.profile?.facts ?? []), { name: '', value: '' }]);
  const [problem, setProblem] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const change = (index: number, fact: Fact) => setFacts(facts.map((one, at) => (at === index ? fact : one)));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const written = facts.map(({ name, value }) => ({ name: name.trim(), value: value.trim() }));
    const half = written.find((one) => (one.name === '') !== (one.value === ''));
    if (half !== undefined) return setProblem(words.profileHalf);
    setBusy(true);
    setProblem(undefined);
    try {
      const params = { path: { id: contact.id }, header: { 'If-Match': `"${contact.profile?.version ?? 0}"` } };
      const body = { tags: tagsOf(tags), facts: written.filter((one) => one.name !== '') };
      await read(api.PUT('/v1/contacts/{id}/profile', { params, body }));
      await client.invalidateQueries({ queryKey: ['contact', contact.id] });
      onClose();
    } catch (failure) {
      setProblem(told(words, failure));
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.profileTitle} onClose={onClose}>
      <form className="attach" noValidate onSubmit={(event) => void save(event)}>
        <label className="field">
          <span>
            {words.tags} <span className="quiet">{words.profileTagsHint}</span>
          </span>
          <input data-first autoComplete="off" value={tags} onChange={(event) => setTags(event.target.value)} />
        </label>
        <fieldset>
          <legend>{words.profileFacts}</legend>
          {facts.map((fact, index) => (
            <div key={index} className="fact-row">
              <input
                aria-label={words.profileName}
                placeholder={words.profileName}
                maxLength={60}
                value={fact.name}
                onChange={(event) => change(index, { ...fact, name: event.target.value })}
              />
              <input
                aria-label={words.profileValue}
                placeholder={words.profileValue}
                maxLength={500}
                value={fact.value}
                onChange={(event) => change(index, { ...fact, value: event.target.value })}
              />
              <button
                type="button"
                className="icon-button"
                aria-label={words.attachRemove}
                onClick={() => setFacts(facts.filter((_, at) => at !== index))}
              >
                ✕
              </button>
            </div>
          ))}
          {facts.length < 50 && (
            <button type="button" className="button" onClick={() => setFacts([...facts, { name: '', value: '' }])}>
              {words.attachAdd}
            </button>
          )}
        </fieldset>
        {problem !== undefined && (
          <p role="alert" className="form-problem">
            {problem}
          </p>
        )}
        <button type="submit" className="button primary" disabled={busy}>
          {words.save}
        </button>
      </form>
    </Dialog>
  );
}
