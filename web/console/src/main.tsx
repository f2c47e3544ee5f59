import { createRoot } from 'react-dom/client';
import { App } from './App';
import { makeApi } from './api/client';
import { readConfig } from './config';
import { SignInTrouble } from './sign-in/SignInTrouble';
import { signIn } from './sign-in/session';
import { initialTheme, showTheme } from './theme';
import { initialTongue, Speaking } from './words/useWords';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/dialogs.css';
import './styles/desk.css';
import './styles/inbox.css';
import './styles/thread.css';
import './styles/composer.css';
import './styles/customer.css';
import './styles/pages.css';

const home = document.getElementById('app');
if (home === null) throw new Error('index.html has no element #app');
const root = createRoot(home);
showTheme(initialTheme());

try {
  const config = await readConfig();
  const session = await signIn(config, initialTongue());
  root.render(<App config={config} session={session} api={makeApi(config.api, session)} />);
} catch (failure) {
  root.render(
    <Speaking>
      <SignInTrouble failure={failure} />
    </Speaking>,
  );
}
