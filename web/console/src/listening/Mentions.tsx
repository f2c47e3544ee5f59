import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { told } from '../desk/useMoves';
import { useStack } from '../stack';
import { useTelling } from '../ui/Notices';
import { useWords } from '../words/useWords';
import { csv, download } from './csv';
import { EscalateDialog } from './EscalateDialog';
import { fileRows, MentionRows } from './MentionRows';
import { useListeningNames } from './names';
import { isoIn } from './numbers';
import { askAllMentions, askMentions, letsNothing, type Mention } from './queries';
import type { Column, Filters } from './view';
import { useListeningWords } from './words';

type Given = {
  filters: Filters;
  from: string;
  to: string;
  zone: string;
  columns: readonly Column[];
  /** What a file of it is called. */
  file: string;
  empty: string;
  /** Asks again by itself. */
  refresh: boolean;
};

/** The mentions of a point or a view: counted, listed page by page, given to people, handed out as a file. */
export function Mentions({ filters, from, to, zone, columns, file, empty, refresh }: Given) {
  const common = useWords();
  const words = useListeningWords();
  const names = useListeningNames();
  const { api } = useStack();
  const { tell } = useTelling();
  const [escalating, setEscalating] = useState<Mention | undefined>();
  const [exporting, setExporting] = useState(false);
  const none = letsNothing(filters);
  const pages = useInfiniteQuery({
    queryKey: ['mentions', filters, from, to, zone],
    queryFn: ({ pageParam }) => askMentions(api, filters, from, to, zone, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: !none,
    refetchInterval: refresh ? 30_000 : false,
    staleTime: 10_000,
  });
  const mentions = none ? [] : (pages.data?.pages.flatMap((page) => page.items) ?? []);
  const known = none || pages.data !== undefined;

  const save = async () => {
    setExporting(true);
    try {
      const all = await askAllMentions(api, filters, from, to, zone);
      download(`${file}.csv`, csv(fileRows(all, columns, names, words, (at) => isoIn(zone, at))));
    } catch (failure) {
      tell(told(common, failure));
    }
    setExporting(false);
  };

  return (
    <>
      <div className="mentions-head">
        <strong
          className="mentions-count"
          role="status"
          data-count={known ? mentions.length : undefined}
          data-all={!pages.hasNextPage}
        >
          {known ? `${words.rowsOf(mentions.length)}${pages.hasNextPage ? '+' : ''}` : words.loadingRows}
        </strong>
        <span className="grow" />
        <button type="button" className="button small" disabled={exporting || mentions.length === 0} onClick={() => void save()}>
          {exporting ? words.exporting : words.exportCsv}
        </button>
      </div>
      {pages.error !== null && (
        <p role="alert" className="form-problem">
          {told(common, pages.error)}{' '}
          <button type="button" className="link" onClick={() => void pages.refetch()}>
            {common.retry}
          </button>
        </p>
      )}
      {known && mentions.length === 0 && !pages.hasNextPage && <p className="quiet empty-rows">{empty}</p>}
      {mentions.length > 0 && (
        <MentionRows mentions={mentions} columns={columns} zone={zone} names={names} escalate={setEscalating} />
      )}
      {pages.hasNextPage && (
        <button type="button" className="button" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {pages.isFetchingNextPage ? words.loadingRows : words.loadMore}
        </button>
      )}
      {escalating !== undefined && <EscalateDialog mention={escalating} onClose={() => setEscalating(undefined)} />}
    </>
  );
}
