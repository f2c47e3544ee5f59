import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../shell/Page';
import { useNow } from '../ui/useNow';
import { useSpoken } from '../words/useWords';
import { ChartCard } from './ChartCard';
import { ChoicePane } from './ChoicePane';
import { useColours } from './colours';
import { DrillDown, type Opened } from './DrillDown';
import { FilterChips, FilterPane } from './FilterPane';
import { Mentions } from './Mentions';
import { useListeningNames } from './names';
import { clockIn } from './numbers';
import { PeriodBar } from './PeriodBar';
import { frameOf, useTopics, useWorkspace } from './queries';
import { FILTERS, isFiltered, readView, type Search, type View, writeView } from './view';
import { ViewsMenu } from './ViewsMenu';
import { useListeningWords } from './words';
import '../styles/listening.css';

/** Social Listening Performance: what is said about the company, in eight charts whose every point opens (LSN-01 to LSN-16). */
export function ListeningPage() {
  const { words: common, locale } = useSpoken();
  const words = useListeningWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const search: Search = useSearch({ from: '/performance/workspace/social/listening' });
  const view = readView(search);
  const workspace = useWorkspace().data;
  const topics = useTopics().data;
  const names = useListeningNames();
  const colours = useColours();
  const [pane, setPane] = useState<'filters' | 'choice' | undefined>();
  const [opened, setOpened] = useState<Opened | undefined>();
  // Days go by: the last seven of them are others tomorrow.
  const now = useNow(60_000);
  const fetching = useIsFetching({ queryKey: ['stats'] }) + useIsFetching({ queryKey: ['mentions'] }) > 0;
  const zone = view.zone ?? workspace?.zone ?? 'UTC';
  const frame = frameOf(view, zone, now);
  const count = FILTERS.reduce((sum, name) => sum + (view.filters[name]?.length ?? 0), 0);

  const go = (next: Search, replace = false) => void navigate({ to: '.', search: next, replace });
  // A view that was changed keeps its name, so that it can be saved over.
  const change = (next: View) => go({ ...writeView(next), ...(search.view === undefined ? {} : { view: search.view }) }, true);
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['stats'] });
    void client.invalidateQueries({ queryKey: ['mentions'] });
  };
  const toggle = (which: 'filters' | 'choice') => setPane(pane === which ? undefined : which);
  const asOf = useAsOf(fetching);

  return (
    <Page>
      <div className="listening">
        <header className="listening-head">
          <p className="trail">{words.trail.join(' › ')}</p>
          <h1>{words.title}</h1>
          <div className="listening-tools">
            <ViewsMenu search={search} go={go} />
            <button type="button" className="button" aria-expanded={pane === 'filters'} onClick={() => toggle('filters')}>
              {words.filtersCount(count)}
            </button>
            <button type="button" className="button" aria-expanded={pane === 'choice'} onClick={() => toggle('choice')}>
              {words.more}
            </button>
            <span className="grow" />
            <span className="as-of" role="status">
              {fetching ? words.refreshing : asOf === undefined ? '' : words.asOf(clockIn(locale, zone, asOf))}
              <span className="quiet">
                {fetching || asOf !== undefined ? ' · ' : ''}
                {isFiltered(view) ? words.held : words.every30}
              </span>
            </span>
            <button type="button" className="button" onClick={refresh}>
              {words.refresh}
            </button>
          </div>
          <PeriodBar view={view} frame={frame} workspaceZone={workspace?.zone ?? 'UTC'} change={change} />
          <FilterChips filters={view.filters} names={names} change={(filters) => change({ ...view, filters })} />
          {pane === 'filters' && (
            <FilterPane filters={view.filters} names={names} change={(filters) => change({ ...view, filters })} />
          )}
          {pane === 'choice' && <ChoicePane view={view} change={change} />}
          <div className="modes tabs" role="group" aria-label={words.title}>
            {([false, true] as const).map((posts) => (
              <button
                key={String(posts)}
                type="button"
                aria-pressed={view.posts === posts}
                onClick={() => change({ ...view, posts })}
              >
                {words.tabs[posts ? 'posts' : 'charts']}
              </button>
            ))}
          </div>
        </header>
        {topics?.items.length === 0 ? (
          <div className="empty-page">
            <p className="headline">{words.nothingYet}</p>
            <Link to="/admin/$kind" params={{ kind: 'topics' }} className="button primary">
              {words.toTopics}
            </Link>
          </div>
        ) : view.posts ? (
          <section className="card posts" aria-label={words.tabs.posts}>
            <Mentions
              filters={view.filters}
              from={frame.from}
              to={frame.to}
              zone={zone}
              columns={view.columns}
              file={`mentions-${frame.from}-${frame.to}`}
              empty={isFiltered(view) ? words.nothingFiltered : words.nothing}
              refresh={!isFiltered(view)}
            />
          </section>
        ) : (
          <>
            {view.charts.length === 0 && <p className="empty-page quiet">{words.noCharts}</p>}
            <div className="cards">
              {workspace !== undefined &&
                view.charts.map((shown) => (
                  <ChartCard
                    key={shown.chart}
                    shown={shown}
                    view={view}
                    frame={frame}
                    names={names}
                    colours={colours}
                    change={(next) =>
                      change({ ...view, charts: view.charts.map((one) => (one.chart === next.chart ? next : one)) })
                    }
                    open={(figure, spot) => setOpened({ title: words.charts[shown.chart], figure, spot })}
                  />
                ))}
            </div>
            <p className="quiet drill-hint">{words.drillHint}</p>
          </>
        )}
        {workspace === undefined && (
          <p role="status" className="quiet">
            {common.loading}
          </p>
        )}
        {opened !== undefined && (
          <DrillDown opened={opened} view={view} frame={frame} names={names} onClose={() => setOpened(undefined)} />
        )}
      </div>
    </Page>
  );
}

/** When the newest figures on the screen were read, by the server's clock. */
function useAsOf(fetching: boolean): string | undefined {
  const client = useQueryClient();
  void fetching;
  const all = client.getQueriesData<{ as_of?: string }>({ queryKey: ['stats'], type: 'active' });
  return all.reduce<string | undefined>((newest, [, data]) => {
    const at = data?.as_of;
    return at !== undefined && (newest === undefined || at > newest) ? at : newest;
  }, undefined);
}
