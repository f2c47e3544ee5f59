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
