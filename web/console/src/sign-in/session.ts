import type { Config } from '../config';
import { challenge, claims, secret } from './pkce';

/** Signing in with OpenID Connect: code flow with PKCE, at the pages of the user pool. */

const BEGUN = 'harken.sign-in';
const REFRESH = 'harken.refresh';
const CALLBACK = '/signed-in';
/** A token this near its end, in milliseconds, is replaced before it is used. */
const MARGIN = 60_000;

/** The issuer's addresses, as its published configuration gives them. */
type Issuer = { authorize: string; token: string; logout: string };

/** What is kept in the tab between leaving for the issuer and coming back. */
type Begun = { state: string; verifier: string; nonce: string; to: string };

/** Signing in came to nothing; the message says why. */
export class SignInFailed extends Error {}

export type Session = {
  /** A token for the API. Renews it where it must; leaves the page for the issuer where that is refused. */
  token: () => Promise<string>;
  /** The token was refused: the next one is a new one. */
  refused: () => void;
  /** Leaves for the issuer, which forgets the browser too. */
  signOut: () => void;
};

type Tokens = { access_token: string; refresh_token?: string; id_token?: string; expires_in: number };

async function discover(config: Config): Promise<Issuer> {
  const answer = await fetch(`${config.issuer}/.well-known/openid-configuration`);
  if (!answer.ok) throw new SignInFailed(`${config.issuer}: ${answer.status}`);
  const page = (await answer.json()) as Record<string, string | undefined>;
  const needed = (name: string): string => {
    const value = page[name];
    if (value === undefined) throw new SignInFailed(`${config.issuer}: ${name} is missing; give the user pool a domain`);
    return value;
  };
  return { authorize: needed('authorization_endpoint'), token: needed('token_endpoint'), logout: needed('end_session_endpoint') };
}

async function askTokens(config: Config, issuer: Issuer, fields: Record<string, string>): Promise<Tokens | undefined> {
  const body = new URLSearchParams({ client_id: config.client, ...fields });
  const answer = await fetch(issuer.token, { method: 'POST', body });
  // 400 is a refusal (RFC 6749, 5.2); anything else may pass.
  if (answer.status === 400) return undefined;
  if (!answer.ok) throw new SignInFailed(`${issuer.token}: ${answer.status}`);
  return (await answer.json()) as Tokens;
}

function here(): string {
  return location.pathname + location.search;
}

/** Leaves the page. Never settles. */
async function leave(config: Config, issuer: Issuer, language: string): Promise<never> {
  const begun: Begun = {
    state: secret(),
    verifier: secret(),
    nonce: secret(),
    to: location.pathname === CALLBACK ? '/' : here(),
  };
  sessionStorage.setItem(BEGUN, JSON.stringify(begun));
  const query = new URLSearchParams({
    client_id: config.client,
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: location.origin + CALLBACK,
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await challenge(begun.verifier),
    code_challenge_method: 'S256',
    lang: language,
  });
  location.assign(`${issuer.authorize}?${query}`);
  return new Promise(() => {});
}

/** Comes back from the issuer: the code becomes tokens, the address becomes the one that was left. */
async function comeBack(config: Config, issuer: Issuer): Promise<Tokens> {
  const query = new URLSearchParams(location.search);
  const kept = sessionStorage.getItem(BEGUN);
  sessionStorage.removeItem(BEGUN);
  const refused = query.get('error');
  if (refused !== null) throw new SignInFailed(query.get('error_description') ?? refused);
  const begun = kept === null ? undefined : (JSON.parse(kept) as Begun);
  const code = query.get('code');
  if (begun === undefined || code === null || query.get('state') !== begun.state) throw new SignInFailed('state');
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: location.origin + CALLBACK,
    code_verifier: begun.verifier,
  };
  const tokens = await askTokens(config, issuer, fields);
  if (tokens === undefined) throw new SignInFailed('code');
  if (tokens.id_token !== undefined && claims(tokens.id_token)['nonce'] !== begun.nonce) throw new SignInFailed('nonce');
  history.replaceState(null, '', begun.to);
  return tokens;
}

/**
 * A session of whoever signs in. The access token lives in memory; the refresh token in the tab's own storage, so that a
 * reload does not ask again and closing the tab forgets it.
 */
export async function signIn(config: Config, language: string): Promise<Session> {
  const issuer = await discover(config);
  let access = '';
  let until = 0;
  const keep = (tokens: Tokens): string => {
    access = tokens.access_token;
    until = Date.now() + tokens.expires_in * 1000;
    if (tokens.refresh_token !== undefined) sessionStorage.setItem(REFRESH, tokens.refresh_token);
    return access;
  };
  const renew = async (): Promise<string> => {
    const refresh = sessionStorage.getItem(REFRESH);
    const tokens =
      refresh === null ? undefined : await askTokens(config, issuer, { grant_type: 'refresh_token', refresh_token: refresh });
    if (tokens !== undefined) return keep(tokens);
    sessionStorage.removeItem(REFRESH);
    return leave(config, issuer, language);
  };
  let renewing: Promise<string> | undefined;
  const token = (): Promise<string> => {
    if (Date.now() < until - MARGIN) return Promise.resolve(access);
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
  if (location.pathname === CALLBACK) keep(await comeBack(config, issuer));
  else await token();
  const refused = () => {
    until = 0;
  };
  const signOut = () => {
    sessionStorage.removeItem(REFRESH);
    location.assign(`${issuer.logout}?${new URLSearchParams({ client_id: config.client, logout_uri: `${location.origin}/` })}`);
  };
  return { token, refused, signOut };
}
