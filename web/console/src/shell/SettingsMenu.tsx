import { forgetDrafts } from '../desk/drafts';
import { useMe } from '../desk/queries';
import { useStack } from '../stack';
import { initialTheme, showTheme, THEMES } from '../theme';
import { en } from '../words/en';
import { ja } from '../words/ja';
import { ko } from '../words/ko';
import { useSpoken } from '../words/useWords';
import { TONGUES } from '../words/words';

const OWN_NAMES = { en: en.language, ko: ko.language, ja: ja.language };

/** Who is signed in; the language and the look of the screen; the way out. */
export function SettingsMenu() {
  const { words, tongue, speak } = useSpoken();
  const { session } = useStack();
  const me = useMe().data;
  return (
    <>
      <button type="button" className="button quiet-button" popoverTarget="settings">
        {me?.agent?.name ?? me?.id ?? words.settings}
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
    </>
  );
}
