import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMe } from '../desk/queries';
import { told } from '../desk/useMoves';
import { useListeningNames } from '../listening/names';
import { momentIn } from '../listening/numbers';
import { useWorkspace } from '../listening/queries';
import { Page } from '../shell/Page';
import { useNow } from '../ui/useNow';
import { monthName } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { AlertDetail } from './AlertDetail';
import { type Alert, type AlertRule, monthOf, outline, stateOf } from './alert';
import { useAlertRules, useAlerts } from './queries';
import type { AlertSearch } from './search';
import { type AlertWords, useAlertWords } from './words';
import '../styles/listening.css';
import '../styles/admin.css';
import '../styles/bars.css';
import '../styles/alerts.css';

const MONTHS = 12;

/** Every alert with what it comes from (ALR): a list, and the one that is open. */
export function AlertsPage() {
  const { words: common, locale } = useSpoken();
  const words = useAlertWords();
  const navigate = useNavigate();
  const search: AlertSearch = useSearch({ from: '/performance/alerts' });
  const now = useNow(60_000);
  const months = search.month === undefined ? [monthOf(now), monthOf(now, 1)] : [search.month];
  const alerts = useAlerts(months);
  const rules = useAlertRules().data?.items;
  const zone = useWorkspace().data?.zone ?? 'UTC';
  const role = useMe().data?.role;
  const go = (next: AlertSearch) => void navigate({ to: '/performance/alerts', search: next });
  const all = alerts.data ?? [];
  const shown = all.filter((one) => search.show === undefined || (one.closed_at == null) === (search.show === 'open'));
  const open = all.find((one) => one.id === search.id);
  const without = { ...search };
  delete without.id;
  return (
    <Page>
      <div className="admin alerts">
        <header className="admin-head">
          <div>
            <p className="trail">{words.trail.join(' › ')}</p>
            <h1>{words.title}</h1>
            <p className="quiet">{words.about}</p>
          </div>
          <Link to="/admin/$kind" params={{ kind: 'alert-rules' }} search={{}} className="button">
            {words.rules}
          </Link>
        </header>
        <div className="period-bar">
          <label>
            <span>{words.months}</span>
            <select
              value={search.month ?? ''}
              onChange={(event) => go({ ...without, ...monthAsked(without, event.target.value) })}
            >
              <option value="">{words.newest}</option>
              {Array.from({ length: MONTHS }, (_, before) => monthOf(now, before)).map((month) => (
                <option key={month} value={month}>
                  {monthName(locale, month)}
                </option>
              ))}
            </select>
          </label>
          <div className="modes tabs" role="group" aria-label={words.show}>
            {(['all', 'open', 'closed'] as const).map((show) => (
              <button
                key={show}
                type="button"
                aria-pressed={(search.show ?? 'all') === show}
                onClick={() => {
                  const { show: _, ...rest } = without;
                  go(show === 'all' ? rest : { ...rest, show });
                }}
              >
                {words.shows[show]}
              </button>
            ))}
          </div>
        </div>
        {alerts.error !== null && (
          <p role="alert" className="form-problem">
            {told(common, alerts.error)}{' '}
            <button type="button" className="link" onClick={() => void alerts.refetch()}>
              {common.retry}
            </button>
          </p>
        )}
        {alerts.data === undefined && alerts.error === null && (
          <div className="skeleton" role="status" aria-label={common.loading}>
            <i />
            <i />
          </div>
        )}
        {alerts.data !== undefined && shown.length === 0 && (
          <div className="empty-page card">
            <p className="headline">
              {rules?.length === 0 ? words.noRules : search.show === 'open' ? words.noneOpen : words.none}
            </p>
            {rules?.length === 0 && role === 'admin' && (
              <Link to="/admin/$kind" params={{ kind: 'alert-rules' }} search={{ id: 'new' }} className="button primary">
                {words.newRule}
              </Link>
            )}
          </div>
        )}
        {shown.length > 0 && (
          <div className="admin-columns" data-open={open !== undefined}>
            <ul className="admin-list">
              {shown.map((alert) => (
                <Row
                  key={alert.id}
                  alert={alert}
                  rule={rules?.find((one) => one.id === alert.rule)}
                  search={search}
                  zone={zone}
                  words={words}
                  locale={locale}
                />
              ))}
            </ul>
            {open === undefined ? (
              <p className="quiet admin-choose">{words.choose}</p>
            ) : (
              <AlertDetail key={open.id} alert={open} rule={rules?.find((one) => one.id === open.rule)} zone={zone} now={now} />
            )}
          </div>
        )}
      </div>
    </Page>
  );
}

function monthAsked(search: AlertSearch, month: string): AlertSearch {
  const { month: _, ...rest } = search;
  return month === '' ? { ...rest } : { ...rest, month };
}

type RowGiven = {
  alert: Alert;
  rule: AlertRule | undefined;
  search: AlertSearch;
  zone: string;
  words: AlertWords;
  locale: string;
};

function Row({ alert, rule, search, zone, words, locale }: RowGiven) {
  const names = useListeningNames();
  const state = stateOf(alert);
  return (
    <li>
      <Link
        to="/performance/alerts"
        search={{ ...search, id: alert.id }}
        className="admin-row"
        aria-current={alert.id === search.id ? 'true' : undefined}
        data-alert={alert.id}
        data-state={state}
      >
        <span className="admin-name">{names('topic', alert.topic)}</span>
        <span className="alert-state" data-state={state}>
          {words.states[state]}
        </span>
        <span className="admin-facts">
          {alert.platform == null ? words.everywhere : names('platform', alert.platform)} · {outline(alert, rule, words, locale)}
        </span>
        <span className="admin-facts">{momentIn(locale, zone, alert.opened_at)}</span>
      </Link>
    </li>
  );
}
