import type { LiveState } from '../api/live';
import { useStack } from '../stack';
import { initialTheme, showTheme, THEMES } from '../theme';
import { en } from '../words/en';
import { ja } from '../words/ja';
import { ko } from '../words/ko';
import { useSpoken } from '../words/useWords';
import { TONGUES } from '../words/words';
import { forgetDrafts } from './drafts';
import { useMe } from './queries';
import type { usePresence } from './useMoves';

const CHOSEN = ['on_queue', 'away', 'off_queue'] as const;
const OWN_NAMES = { en: en.language, ko: ko.language, ja: ja.language };

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
  const { words, tongue, speak } = useSpoken();
  const { session } = useStack();
  const me = useMe().data;
  const agent = me?.agent;
  const shown = presence.wanted ?? agent?.presence;
  return (
    <header className="top">
      <span className="brand">
        <img src="/icon.svg" alt="" width="22" height="22" />
        {words.product}
      </span>
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
      <button type="button" className="button quiet-button" popoverTarget="settings">
        {agent?.name ?? me?.id ?? words.settings}
        <span aria-hidden="true">▾</span>
      </button>
      <div id="settings" popover="auto" className="settings">
        <label>
          {words.languageSetting}
          <select value={tongue} onChange={(event) => speak(TONGUES.find((one) => one === event.target.value) ?? 'en')}>
            {TONGUES.map((one) => (
              <option key={one} value={one} lang={one}>
                {OWN_NAMES[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.theme}
          <select
            defaultValue={initialTheme()}
            onChange={(event) => showTheme(THEMES.find((one) => one === event.target.value) ?? 'system')}
          >
            {THEMES.map((one) => (
              <option key={one} value={one}>
                {words.themes[one]}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="button"
          onClick={() => {
            forgetDrafts();
            session.signOut();
          }}
        >
          {words.signOut}
        </button>
      </div>
    </header>
  );
}
