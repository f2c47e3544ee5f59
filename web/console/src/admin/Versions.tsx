import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Api, Problem, read, type Shape } from '../api/client';
import { useMe } from '../desk/queries';
import { told } from '../desk/useMoves';
import { useStack } from '../stack';
import { useTelling } from '../ui/Notices';
import { moment, number } from '../words/formats';
import { useSpoken } from '../words/useWords';
import type { Kept, Kind } from './kinds';
import { useAdminWords } from './words';

/** Kinds whose versions are kept: an earlier one comes back, and so does what was deleted (ING-09). */
export const VERSIONED = ['topics', 'rules', 'alert-rules'] as const;
export type Versioned = (typeof VERSIONED)[number];
export function isVersioned(kind: Kind): kind is Versioned {
  return (VERSIONED as readonly Kind[]).includes(kind);
}

/** A version as it was saved, whole. */
export type Version = Kept[Versioned];
type Doors = {
  versions: (api: Api, id: string, limit: number) => Promise<{ items: Version[] }>;
  deleted: (api: Api) => Promise<{ items: Shape['DeletedView'][] }>;
  restore: (api: Api, id: string, version: number) => Promise<unknown>;
};

const of = (id: string, limit: number) => ({ params: { path: { id }, query: { limit } } });
const all = { params: { query: { limit: 100 } } };
const to = (id: string, version: number) => ({ params: { path: { id, version } } });

const DOORS: Readonly<Record<Versioned, Doors>> = {
  topics: {
    versions: (api, id, limit) => read(api.GET('/v1/topics/{id}/versions', of(id, limit))),
    deleted: (api) => read(api.GET('/v1/deleted/topics', all)),
    restore: (api, id, version) => read(api.POST('/v1/topics/{id}/versions/{version}/restore', to(id, version))),
  },
  rules: {
    versions: (api, id, limit) => read(api.GET('/v1/rules/{id}/versions', of(id, limit))),
    deleted: (api) => read(api.GET('/v1/deleted/rules', all)),
    restore: (api, id, version) => read(api.POST('/v1/rules/{id}/versions/{version}/restore', to(id, version))),
  },
  'alert-rules': {
    versions: (api, id, limit) => read(api.GET('/v1/alert-rules/{id}/versions', of(id, limit))),
    deleted: (api) => read(api.GET('/v1/deleted/alert-rules', all)),
    restore: (api, id, version) => read(api.POST('/v1/alert-rules/{id}/versions/{version}/restore', to(id, version))),
  },
};

/** Versions that are shown. */
const SHOWN = 20;

type Given = {
  kind: Versioned;
  done: (id: string) => void;
  /** Puts a version into the form that cannot come back at once. */
  open: (one: Version) => void;
};

/** Bringing something back: whether it is under way, and how it is begun. What must be tried first goes into the form (ADV-01). */
function useRestoring({ kind, done, open }: Given) {
  const { words: common } = useSpoken();
  const words = useAdminWords();
  const { api } = useStack();
  const client = useQueryClient();
  const { announce, tell } = useTelling();
  const [busy, setBusy] = useState(false);
  const restore = async (id: string, version: Version | undefined) => {
    setBusy(true);
    let one = version;
    try {
      // What was deleted comes back as it was last.
      one ??= (await DOORS[kind].versions(api, id, 1)).items[0];
      if (one !== undefined) await DOORS[kind].restore(api, id, one.version);
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(kind) });
      announce(words.restored);
      done(id);
    } catch (failure) {
      const untried = failure instanceof Problem && failure.code === 'backtest_required';
      tell(untried ? words.untriedVersion : told(common, failure));
      if (untried && one !== undefined) open(one);
    }
    setBusy(false);
  };
  return { busy, restore };
}

/** The earlier versions of one setting, newest first. */
export function Versions({ id, ...given }: Given & { id: string }) {
  const { kind } = given;
  const { locale } = useSpoken();
  const words = useAdminWords();
  const { api } = useStack();
  const may = useMe().data?.role === 'admin';
  const [open, setOpen] = useState(false);
  const { busy, restore } = useRestoring(given);
  const versions = useQuery({
    queryKey: ['versions', kind, id],
    queryFn: () => DOORS[kind].versions(api, id, SHOWN),
    enabled: open,
    staleTime: 0,
  });
  return (
    <details className="card twin-frame versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.versions}</summary>
      <ol className="version-list">
        {versions.data?.items.map((one, place) => (
          <li key={one.version} data-version={one.version}>
            <strong>{words.version(number(locale, one.version))}</strong>
            <span className="cut">{one.name}</span>
            <time dateTime={one.saved_at} className="quiet">
              {moment(locale, one.saved_at)}
            </time>
            {place === 0 ? (
              <span className="quiet">{words.newestVersion}</span>
            ) : (
              <button
                type="button"
                className="button small"
                disabled={!may || busy}
                aria-label={words.restoreVersion(number(locale, one.version))}
                onClick={() => void restore(id, one)}
              >
                {words.restore}
              </button>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What was deleted and can come back. */
export function Deleted(given: Given) {
  const { kind } = given;
  const { locale } = useSpoken();
  const words = useAdminWords();
  const { api } = useStack();
  const may = useMe().data?.role === 'admin';
  const { busy, restore } = useRestoring(given);
  const deleted = useQuery({ queryKey: ['deleted', kind], queryFn: () => DOORS[kind].deleted(api), staleTime: 10_000 });
  const items = deleted.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <details className="card twin-frame versions">
      <summary>{words.deletedOnes(number(locale, items.length))}</summary>
      <ul className="version-list">
        {items.map((one) => (
          <li key={one.id} data-deleted={one.id}>
            <code className="mono">{one.id}</code>
            <time dateTime={one.at} className="quiet">
              {moment(locale, one.at)}
            </time>
            <button
              type="button"
              className="button small"
              disabled={!may || busy}
              aria-label={words.restoreDeleted(one.id)}
              onClick={() => void restore(one.id, undefined)}
            >
              {words.restore}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
