/** Where this console's stack is. Beside the page lies `config.json`, written by whoever serves the page. */
export type Config = {
  /** Base address of the REST API; paths begin with `/v1`. */
  api: string;
  /** Address of the WebSocket. */
  socket: string;
  /** Who signs people in (OpenID Connect). */
  issuer: string;
  /** This application's name at the issuer. */
  client: string;
};

/** `config.json` cannot be used; the message names what is wrong. */
export class ConfigWrong extends Error {}

type Texts = Record<string, unknown>;

function text(from: unknown, name: string): string | undefined {
  const value = typeof from === 'object' && from !== null ? (from as Texts)[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Reads the stack's outputs. A local stack also gives `endpoints`, and its issuer is there; in AWS the pool's name begins with
 * the region in which Cognito answers for it.
 */
export function parseConfig(raw: unknown): Config {
  const outputs = (raw as Texts | null)?.['outputs'];
  const endpoints = (raw as Texts | null)?.['endpoints'];
  const needed = (name: string): string => {
    const value = text(outputs, name);
    if (value === undefined)
      throw new ConfigWrong(`config.json: outputs.${name} is missing; write the outputs of the stack there`);
    return value;
  };
  const pool = needed('UserPoolId');
  const local = text(endpoints, 'aws');
  const issuer = `${local ?? `https://cognito-idp.${pool.split('_')[0]}.amazonaws.com`}/${pool}`;
  return { api: needed('HttpApiUrl'), socket: needed('SocketUrl'), issuer, client: needed('UserPoolClientId') };
}

export async function readConfig(): Promise<Config> {
  const answer = await fetch('/config.json', { cache: 'no-store' });
  if (!answer.ok) throw new ConfigWrong(`config.json: ${answer.status}`);
  return parseConfig(await answer.json());
}
