import type { LiveState } from '../api/live';
import { CrisisMark } from '../shell/CrisisMark';
import { MainNav } from '../shell/MainNav';
import { SettingsMenu } from '../shell/SettingsMenu';
import { useWords } from '../words/useWords';
import { useMe } from './queries';
import type { usePresence } from './useMoves';

const CHOSEN = ['on_queue', 'away', 'off_queue'] as const;

/** Who is here, whether they take work, and whether the screen is live. */
export function TopBar({
  live,
  presence,
  onHelp,
}: {
  live: LiveState;
  presence: ReturnType<typeof usePresence>;
  onHelp: () => void;
}) {
  const words = useWords();
  const me = useMe().data;
  const agent = me?.agent;
  const shown = presence.wanted ?? agent?.presence;
  return (
    <header className="top">
      <span className="brand">
        <img src="/icon.svg" alt="" width="22" height="22" />
        <span className="wide">{words.product}</span>
      </span>
      <MainNav />
      <CrisisMark />
      {agent && (
        <div className="presence" role="group" aria-label={words.presence}>
          {CHOSEN.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={shown === one}
              data-presence={one}
              disabled={presence.wanted !== undefined}
              onClick={() => me && void presence.change(me.id, one)}
            >
              {words.presences[one]}
            </button>
          ))}
        </div>
      )}
      {agent?.presence === 'not_responding' && presence.wanted === undefined && (
        <span className="alarm" role="status">
          <strong>{words.presences.not_responding}</strong> <span className="wide">{words.notResponding}</span>
        </span>
      )}
      <span className="grow" />
      {agent && (
        <span className="capacity" title={words.capacityLong(agent.load, agent.capacity)}>
          <meter min={0} max={agent.capacity} value={agent.load} aria-label={words.capacityLong(agent.load, agent.capacity)} />
          {words.capacity(agent.load, agent.capacity)}
        </span>
      )}
      <span className="line-state" data-state={live} role="status">
        {live === 'live' ? words.live : live === 'connecting' ? words.connecting : words.offline}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={words.shortcuts}
        title={`${words.shortcuts} (?)`}
        onClick={onHelp}
      >
        ?
      </button>
      <SettingsMenu />
    </header>
  );
}
