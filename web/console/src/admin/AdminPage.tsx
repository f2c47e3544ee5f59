import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { read } from '../api/client';
import { useMe } from '../desk/queries';
import { told } from '../desk/useMoves';
import { useWorkspace } from '../listening/queries';
import { CrisisPage } from '../operate/CrisisPage';
import { JudgementPage } from '../operate/JudgementPage';
import { ReplayPage } from '../operate/ReplayPage';
import { NoisePage } from '../operate/NoisePage';
import { VolumesPage } from '../operate/VolumesPage';
import { useOperateWords } from '../operate/words';
import { Page } from '../shell/Page';
import { useStack } from '../stack';
import { PLATFORMS } from '../ui/Person';
import { useWords } from '../words/useWords';
import { AccountEditor } from './AccountEditor';
import { AlertRuleEditor } from './AlertRuleEditor';
import { CheckField, SelectField } from './Fields';
import { type Kept, type Kind, KINDS } from './kinds';
import { RuleEditor } from './RuleEditor';
import { SourceEditor } from './SourceEditor';
import { AgentEditor, CannedEditor, QueueEditor, SkillEditor } from './SmallEditors';
import { TopicEditor } from './TopicEditor';
import { UrgencyPage } from './UrgencyPage';
import { useAll, useProblemAt } from './useSetting';
import { Deleted, isVersioned, type Version, Versions } from './Versions';
import { useAdminWords } from './words';
import '../styles/listening.css';
import '../styles/performance.css';
import '../styles/admin.css';
import '../styles/operate.css';

const NEW = 'new';

/** What is done and looked at beside the settings, each a page of its own. */
const OPERATED = {
  crisis: CrisisPage,
  volumes: VolumesPage,
  noise: NoisePage,
  judgement: JudgementPage,
  replay: ReplayPage,
} as const;
type Operated = keyof typeof OPERATED;
const PLACES = Object.keys(OPERATED) as Operated[];

/** Settings: a list of one kind, and the one that is open; and what keeps the whole in order. */
export function AdminPage() {
  const words = useAdminWords();
  const operate = useOperateWords();
  const { kind: asked } = useParams({ from: '/admin/$kind' });
  const kind = KINDS.find((one) => one === asked);
  const place = PLACES.find((one) => one === asked);
  const Operate = place === undefined ? undefined : OPERATED[place];
  return (
    <Page
      side={
        <nav className="page-side" aria-label={words.places}>
          <h2>{words.places}</h2>
          {[...KINDS, 'urgency' as const, 'workspace' as const].map((one) => (
            <Link
              key={one}
              to="/admin/$kind"
              params={{ kind: one }}
              search={{}}
              aria-current={asked === one ? 'page' : undefined}
            >
              {words.kinds[one]}
            </Link>
          ))}
          <h2>{operate.placesName}</h2>
          {PLACES.map((one) => (
            <Link
              key={one}
              to="/admin/$kind"
              params={{ kind: one }}
              search={{}}
              aria-current={asked === one ? 'page' : undefined}
            >
              {operate.places[one]}
            </Link>
          ))}
        </nav>
      }
    >
      {Operate !== undefined ? (
        <Operate />
      ) : kind !== undefined ? (
        <KindPage key={kind} kind={kind} />
      ) : asked === 'urgency' ? (
        <UrgencyPage />
      ) : (
        <WorkspacePage />
      )}
    </Page>
  );
}

/** A line that says more of a setting than its name does. */
function facts(kind: Kind, one: Kept[Kind], words: ReturnType<typeof useAdminWords>): string {
  switch (kind) {
    case 'accounts': {
      const account = one as Kept['accounts'];
      return `${PLATFORMS[account.platform]} · ${account.id}`;
    }
    case 'topics':
      return (one as Kept['topics']).rules.map((rule) => rule.query).join(' · ');
    case 'rules': {
      const rule = one as Kept['rules'];
      const { then, queue, bot } = rule.outcome;
      // Who answers first comes first: people only after the bot.
      const what = then === 'escalate' && bot != null ? words.botFirst : words.outcomes[then];
      return `${rule.number} · ${what}${queue ? ` → ${queue}` : ''}`;
    }
    case 'alert-rules': {
      const rule = one as Kept['alert-rules'];
      return `${words.watchedFor[rule.watch.for]} · ${rule.topic}`;
    }
    case 'sources': {
      const { account, wants } = one as Kept['sources'];
      const what = 'query' in wants ? wants.query : 'name' in wants ? wants.name : 'url' in wants ? wants.url : undefined;
      return [account, what].filter((part) => part !== undefined).join(' · ');
    }
    case 'agents': {
      const agent = one as Kept['agents'];
      const short = agent.id.length === 36 ? agent.id.slice(0, 8) : agent.id;
      return [short, (agent.queues ?? []).join(', ')].filter((part) => part !== '').join(' · ');
    }
    case 'canned': {
      const canned = one as Kept['canned'];
      return `/${canned.shortcut} · ${Object.keys(canned.texts).join(', ')}`;
    }
    case 'queues':
    case 'skills':
      return one.id;
  }
}

function KindPage({ kind }: { kind: Kind }) {
  const common = useWords();
  const words = useAdminWords();
  const navigate = useNavigate();
  const { id } = useSearch({ from: '/admin/$kind' });
  const all = useAll(kind);
  const role = useMe().data?.role;
  const may = role === 'admin' || (kind === 'canned' && role === 'supervisor');
  const items: readonly Kept[Kind][] = all.data ?? [];
  const sorted =
    kind === 'rules' ? [...(items as Kept['rules'][])].sort((a, b) => a.number - b.number || a.id.localeCompare(b.id)) : items;
  const saved = items.find((one) => one.id === id);
  const [earlier, setEarlier] = useState<{ over: number; one: Version } | undefined>();
  // An earlier version that must be tried first is edited in the place of what is there, until that changes.
  const inForm = earlier !== undefined && earlier.one.id === id && earlier.over === (saved?.version ?? 0);
  const kept: Kept[Kind] | undefined = inForm ? { ...earlier.one, version: earlier.over } : saved;
  const done = (to: string | undefined) => void navigate({ to: '.', search: to === undefined ? {} : { id: to } });
  const open = (one: Version) => {
    setEarlier({ over: items.find(({ id }) => id === one.id)?.version ?? 0, one });
    done(one.id);
  };
  const paused = (one: Kept[Kind]) => 'active' in one && one.active === false;
  return (
    <div className="admin">
      <header className="admin-head">
        <div>
          <h1>{words.kinds[kind]}</h1>
          <p className="quiet">{words.about[kind]}</p>
        </div>
        {may && (
          <Link to="." search={{ id: NEW }} className="button primary">
            {words.add[kind]}
          </Link>
        )}
      </header>
      {all.error !== null && (
        <p role="alert" className="form-problem">
          {told(common, all.error)}{' '}
          <button type="button" className="link" onClick={() => void all.refetch()}>
            {common.retry}
          </button>
        </p>
      )}
      {all.data === undefined && all.error === null && (
        <div className="skeleton" role="status" aria-label={common.loading}>
          <i />
          <i />
        </div>
      )}
      {all.data !== undefined && items.length === 0 && id !== NEW && !inForm && (
        <div className="empty-page card">
          <p className="headline">{words.empty[kind]}</p>
          {may && (
            <Link to="." search={{ id: NEW }} className="button primary">
              {words.add[kind]}
            </Link>
          )}
        </div>
      )}
      {all.data !== undefined && (items.length > 0 || id === NEW || inForm) && (
        <div className="admin-columns" data-open={id !== undefined} data-empty={sorted.length === 0}>
          <ul className="admin-list" hidden={sorted.length === 0}>
            {sorted.map((one) => (
              <li key={one.id}>
                <Link to="." search={{ id: one.id }} className="admin-row" aria-current={one.id === id ? 'true' : undefined}>
                  <span className="admin-name">{one.name}</span>
                  {paused(one) && <span className="chip">{words.paused}</span>}
                  <span className="admin-facts cut">{facts(kind, one, words)}</span>
                </Link>
              </li>
            ))}
          </ul>
          {id === undefined || (kept === undefined && id !== NEW) ? (
            <p className="quiet admin-choose">{words.choose}</p>
          ) : (
            <div className="admin-open">
              {/* Another version is another form: what was typed belongs to what was read. */}
              <EditorOf
                key={`${id} ${kept?.version ?? 0} ${inForm ? earlier.one.version : ''}`}
                kind={kind}
                kept={kept}
                done={done}
              />
              {kept !== undefined && isVersioned(kind) && (
                <Versions key={kept.id} kind={kind} id={kept.id} done={done} open={open} />
              )}
            </div>
          )}
        </div>
      )}
      {all.data !== undefined && isVersioned(kind) && <Deleted kind={kind} done={done} open={open} />}
    </div>
  );
}

function EditorOf({ kind, kept, done }: { kind: Kind; kept: Kept[Kind] | undefined; done: (id: string | undefined) => void }) {
  switch (kind) {
    case 'accounts':
      return <AccountEditor kept={kept as Kept['accounts'] | undefined} done={done} />;
    case 'topics':
      return <TopicEditor kept={kept as Kept['topics'] | undefined} done={done} />;
    case 'rules':
      return <RuleEditor kept={kept as Kept['rules'] | undefined} done={done} />;
    case 'alert-rules':
      return <AlertRuleEditor kept={kept as Kept['alert-rules'] | undefined} done={done} />;
    case 'sources':
      return <SourceEditor kept={kept as Kept['sources'] | undefined} done={done} />;
    case 'queues':
      return <QueueEditor kept={kept as Kept['queues'] | undefined} done={done} />;
    case 'skills':
      return <SkillEditor kept={kept} done={done} />;
    case 'agents':
      return <AgentEditor kept={kept as Kept['agents'] | undefined} done={done} />;
    case 'canned':
      return <CannedEditor kept={kept as Kept['canned'] | undefined} done={done} />;
  }
}

/** What holds for everybody. */
function WorkspacePage() {
  const common = useWords();
  const words = useAdminWords();
  const { api } = useStack();
  const client = useQueryClient();
  const role = useMe().data?.role;
  const workspace = useWorkspace();
  const [typed, setTyped] = useState<string | undefined>();
  const [chosen, setChosen] = useState<boolean | undefined>();
  const [demanded, setDemanded] = useState<boolean | undefined>();
  const [problem, setProblem] = useState<unknown>();
  const [saved, setSaved] = useState(false);
  const zone = typed ?? workspace.data?.zone ?? 'UTC';
  const sampled = chosen ?? workspace.data?.noise_sample ?? true;
  const required = demanded ?? workspace.data?.require_backtest ?? false;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(undefined);
    try {
      const header = { 'If-Match': `"${workspace.data?.version ?? 0}"` };
      const body = { zone, noise_sample: sampled, require_backtest: required };
      await read(api.PUT('/v1/workspace', { params: { header }, body }));
      await client.invalidateQueries({ queryKey: ['workspace'] });
      setSaved(true);
    } catch (failure) {
      setProblem(failure);
    }
  };
  const zones = [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])];
  const placed = useProblemAt(problem)('zone');
  return (
    <div className="admin">
      <header className="admin-head">
        <div>
          <h1>{words.kinds.workspace}</h1>
          <p className="quiet">{words.about.workspace}</p>
        </div>
      </header>
      <form className="card editor" onSubmit={(event) => void save(event)}>
        <SelectField
          label={words.zone}
          hint={words.zoneHint}
          value={zone}
          disabled={role !== 'admin'}
          change={(next) => {
            setTyped(next);
            setSaved(false);
          }}
          options={zones.map((value) => ({ value, label: value }))}
          problem={placed}
        />
        {role === 'admin' && (
          <>
            <CheckField
              label={words.noiseSample}
              value={sampled}
              change={(next) => {
                setChosen(next);
                setSaved(false);
              }}
            />
            <CheckField
              label={words.requireBacktest}
              value={required}
              change={(next) => {
                setDemanded(next);
                setSaved(false);
              }}
            />
          </>
        )}
        {problem !== undefined && placed === undefined && (
          <p role="alert" className="form-problem">
            {told(common, problem)}
          </p>
        )}
        {role === 'admin' ? (
          <div className="editor-foot">
            <button
              type="submit"
              className="button primary"
              disabled={typed === undefined && chosen === undefined && demanded === undefined}
            >
              {words.save}
            </button>
            {saved && <span role="status">{words.saved}</span>}
          </div>
        ) : (
          <p className="form-note">{words.adminOnly}</p>
        )}
      </form>
    </div>
  );
}
