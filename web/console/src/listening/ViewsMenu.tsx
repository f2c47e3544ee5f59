import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { read } from '../api/client';
import { useMe } from '../desk/queries';
import { told } from '../desk/useMoves';
import { useStack } from '../stack';
import { Dialog } from '../ui/Dialog';
import { useTelling } from '../ui/Notices';
import { useWords } from '../words/useWords';
import { type SavedView, useViews } from './queries';
import { readView, type Search, validSearch, writeView } from './view';
import { useListeningWords } from './words';

/** The query of an address as it is saved with a view, and back. */
export function queryText(search: Search): string {
  const { view: _, ...rest } = search;
  return new URLSearchParams(rest as Record<string, string>).toString();
}
export function queryOf(saved: SavedView): Search {
  return { ...writeView(readView(validSearch(Object.fromEntries(new URLSearchParams(saved.query))))), view: saved.id };
}

/** Saved views, private and shared; one click away, each an address (LSN-11). */
export function ViewsMenu({ search, go }: { search: Search; go: (search: Search) => void }) {
  const common = useWords();
  const words = useListeningWords();
  const { api } = useStack();
  const { tell } = useTelling();
  const me = useMe().data;
  const client = useQueryClient();
  const views = useViews().data?.items ?? [];
  const [saving, setSaving] = useState(false);
  const current = views.find((one) => one.id === search.view);
  const changed = current !== undefined && queryText(queryOf(current)) !== queryText(search);
  const groups = [
    { title: words.ownViews, items: views.filter((one) => one.owner === me?.id) },
    { title: words.sharedViews, items: views.filter((one) => one.owner !== me?.id) },
  ].filter(({ items }) => items.length > 0);

  const again = () => client.invalidateQueries({ queryKey: ['views'] });
  const over = async (saved: SavedView) => {
    try {
      const params = { path: { id: saved.id }, header: { 'If-Match': String(saved.version) } };
      await read(
        api.PUT('/v1/views/{id}', {
          params,
          body: { name: saved.name, shared: saved.shared ?? false, query: queryText(search) },
        }),
      );
      await again();
    } catch (failure) {
      tell(told(common, failure));
    }
  };
  const remove = async (saved: SavedView) => {
    try {
      await read(api.DELETE('/v1/views/{id}', { params: { path: { id: saved.id } } }));
      await again();
      const { view: _, ...rest } = search;
      go(rest);
    } catch (failure) {
      tell(told(common, failure));
    }
  };

  return (
    <>
      <button type="button" className="button" popoverTarget="saved-views">
        {current === undefined ? words.views : current.name}
        {changed && <span className="quiet"> · {words.changed}</span>}
        <span aria-hidden="true"> ▾</span>
      </button>
      <div
        id="saved-views"
        popover="auto"
        className="menu-sheet"
        onClick={(event) => {
          // Whatever is chosen, the menu has done its work.
          if ((event.target as HTMLElement).closest('a, button') !== null) event.currentTarget.hidePopover();
        }}
      >
        {groups.length === 0 && <p className="quiet menu-hint">{words.noViews}</p>}
        {(current !== undefined || groups.length > 0) && (
          <Link to="." search={{}} className="menu-item" aria-current={search.view === undefined ? 'true' : undefined}>
            {words.usualView}
          </Link>
        )}
        {groups.map(({ title, items }) => (
          <section key={title}>
            <h3>{title}</h3>
            {items.map((one) => (
              <Link
                key={one.id}
                to="."
                search={queryOf(one)}
                className="menu-item"
                aria-current={one.id === search.view ? 'true' : undefined}
              >
                {one.name}
              </Link>
            ))}
          </section>
        ))}
        <hr />
        {current?.owner === me?.id && current !== undefined && (
          <>
            <button type="button" className="menu-item" disabled={!changed} onClick={() => void over(current)}>
              {words.saveOver(current.name)}
            </button>
            <button type="button" className="menu-item" onClick={() => void remove(current)}>
              {words.deleteView(current.name)}
            </button>
          </>
        )}
        <button type="button" className="menu-item" onClick={() => setSaving(true)}>
          {words.saveAs}
        </button>
      </div>
      {saving && <SaveDialog search={search} onClose={() => setSaving(false)} go={go} />}
    </>
  );
}

function SaveDialog({ search, onClose, go }: { search: Search; onClose: () => void; go: (search: Search) => void }) {
  const common = useWords();
  const words = useListeningWords();
  const { api } = useStack();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const [id] = useState(() => `v-${crypto.randomUUID().slice(0, 13)}`);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await read(
        api.PUT('/v1/views/{id}', { params: { path: { id } }, body: { name: name.trim(), shared, query: queryText(search) } }),
      );
      await client.invalidateQueries({ queryKey: ['views'] });
      onClose();
      go({ ...search, view: id });
    } catch (failure) {
      setProblem(told(common, failure));
    }
  };
  return (
    <Dialog title={words.saveView} onClose={onClose}>
      <form className="form" onSubmit={(event) => void save(event)}>
        <label className="field">
          {words.viewName}
          <input
            data-first
            required
            maxLength={100}
            value={name}
            aria-invalid={problem !== undefined}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="check">
          <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} />
          {words.shareView}
        </label>
        {problem !== undefined && (
          <p role="alert" className="form-problem">
            {problem}
          </p>
        )}
        <button type="submit" className="button primary" disabled={name.trim() === ''}>
          {words.save}
        </button>
      </form>
    </Dialog>
  );
}
