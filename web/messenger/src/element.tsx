import { render } from 'preact';
import { Server } from './protocol';
import { STYLE } from './style';
import { Talk, type Memory } from './talk';
import { Messenger } from './view';
import { wordsOf } from './words';

/**
 * `<harken-messenger api deployment live? lang? identity? heading?>`: a chat in the corner of a page. What stands inside it,
 * a link to the plain form, is shown where this script does not run.
 */
class HarkenMessenger extends HTMLElement {
  private talk: Talk | undefined;
  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly woken = () => this.talk?.wake();
  private readonly seen = () => document.visibilityState === 'visible' && this.talk?.wake();
  private readonly told = (event: StorageEvent) => event.key === this.place() && this.talk?.recall();

  connectedCallback(): void {
    const [api, deployment] = [this.getAttribute('api'), this.getAttribute('deployment')];
    if (api === null || deployment === null) {
      console.error('<harken-messenger> needs the attributes `api` and `deployment`.');
      return;
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.root.adoptedStyleSheets = [sheet];
    this.talk = new Talk({
      server: new Server(api, deployment),
      live: this.getAttribute('live'),
      identity: this.getAttribute('identity'),
      memory: memory(),
      place: this.place(),
      guestPlace: `harken:${this.getAttribute('deployment')}`,
      changed: () => this.draw(),
    });
    addEventListener('online', this.woken);
    addEventListener('storage', this.told);
    document.addEventListener('visibilitychange', this.seen);
    this.draw();
  }

  disconnectedCallback(): void {
    removeEventListener('online', this.woken);
    removeEventListener('storage', this.told);
    document.removeEventListener('visibilitychange', this.seen);
    this.talk?.stop();
    this.talk = undefined;
    render(null, this.root);
  }

  /** Each customer of a browser has a memory of their own: nobody sees what another has written there. */
  private place(): string {
    const identity = this.getAttribute('identity');
    return `harken:${this.getAttribute('deployment')}${identity === null ? '' : `:${subject(identity)}`}`;
  }

  private draw(): void {
    if (this.talk === undefined) return;
    const tag = this.getAttribute('lang') ?? (document.documentElement.lang || navigator.language);
    const { lang, words } = wordsOf(tag);
    render(<Messenger talk={this.talk} words={words} lang={lang} heading={this.getAttribute('heading')} />, this.root);
  }
}

/** Whom a page's token speaks of. Only the server believes it. */
function subject(identity: string): string {
  try {
    const claims = atob((identity.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    return String((JSON.parse(claims) as { sub?: unknown }).sub);
  } catch {
    return '?';
  }
}

/** The browser's storage, or this page's own where the browser keeps none. */
function memory(): Memory {
  try {
    localStorage.setItem('harken:try', '');
    localStorage.removeItem('harken:try');
    return localStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (k) => kept.get(k) ?? null,
      setItem: (k, v) => void kept.set(k, v),
      removeItem: (k) => void kept.delete(k),
    };
  }
}

if (!customElements.get('harken-messenger')) customElements.define('harken-messenger', HarkenMessenger);
