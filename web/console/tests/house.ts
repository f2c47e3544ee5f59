import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The running system: `harken up` writes where it is. `HARKEN_ENDPOINTS` names another file. */
export type House = { console: string; api: string; simulator: string; aws: string };

export function house(): House {
  const file = process.env['HARKEN_ENDPOINTS'] ?? fileURLToPath(new URL('../../../.harken/endpoints.json', import.meta.url));
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as House;
  } catch (failure) {
    throw new Error(`${file} cannot be read; start the system with \`harken up\` first (${String(failure)})`);
  }
}

/** A customer does something on a pretend platform, which tells the system of it. */
export async function write(customer: string, what: Record<string, unknown>): Promise<void> {
  await order('POST', `customers/${customer}/write`, what);
}

/** What the pretend platforms have accepted so far, as text. */
export async function sent(): Promise<string> {
  return (await fetch(`${house().simulator}/_sim/sent`)).text();
}

/** What a pretend platform was asked to do so far, by the names it has for it, oldest first. */
export async function operations(platform: string): Promise<string[]> {
  const lines = (await (await fetch(`${house().simulator}/_sim/log?platform=${platform}`)).json()) as { operation: string }[];
  return lines.map((line) => line.operation);
}

/** One customer says many things on LINE, one after the other. */
export async function writeMany(customer: string, texts: readonly string[]): Promise<void> {
  const now = Date.now();
  const items = texts.map((text, index) => ({
    customer,
    platform: 'line',
    account: 'demo-line',
    text,
    timestamp_ms: now + 20 * index,
  }));
  for (let from = 0; from < items.length; from += 50)
    await order('POST', 'batch', { items: items.slice(from, from + 50), one_body: true });
}

/** The pretend platforms misbehave as ordered; without orders they behave again. */
export async function misbehave(faults: readonly Record<string, unknown>[]): Promise<void> {
  await (faults.length === 0 ? order('DELETE', 'faults') : order('POST', 'faults', faults));
}

async function order(method: string, path: string, body?: unknown): Promise<void> {
  const answer = await fetch(`${house().simulator}/_sim/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`the simulator refuses: ${await answer.text()}`);
}

/** Asks the API as somebody, past the screen: what a test needs to be there before it begins. */
export async function ask(who: string, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`${house().api}/v1/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${await token(who)}`,
      'Content-Type': 'application/json',
      ...(method === 'GET' ? {} : { 'Idempotency-Key': crypto.randomUUID() }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
}

const tokens = new Map<string, string>();

/** An access token, as the local pool gives it to whoever knows the password. */
async function token(who: string): Promise<string> {
  const known = tokens.get(who);
  if (known !== undefined) return known;
  const { aws } = house();
  const resources = (await (await fetch(`${aws}/_local/resources`)).json()) as { outputs: { UserPoolClientId: string } };
  const answer = await fetch(aws, {
    method: 'POST',
    headers: {
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
      'content-type': 'application/x-amz-json-1.1',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: resources.outputs.UserPoolClientId,
      AuthParameters: { USERNAME: who, PASSWORD: 'harken-Demo-1' },
    }),
  });
  const said = (await answer.json()) as { AuthenticationResult?: { AccessToken: string } };
  const found = said.AuthenticationResult?.AccessToken;
  if (found === undefined) throw new Error(`${who} could not sign in: ${JSON.stringify(said)}`);
  tokens.set(who, found);
  return found;
}

/** Somebody writes a public comment on Instagram; comes back with its id once it is kept and counted. */
export async function comment(customer: string, text: string): Promise<string> {
  await write(customer, { platform: 'instagram', account: 'demo-instagram', kind: 'comment', text });
  for (let turn = 0; turn < 120; turn += 1) {
    const found = (await ask('sora', 'GET', 'mentions?order=newest&limit=20')) as { items: { id: string; text?: string }[] };
    const kept = found.items.find((item) => item.text === text);
    if (kept !== undefined) return kept.id;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`no rule has caught: ${text}`);
}
