import { readFileSync, writeFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

const description = new URL('../../../../functions/api/openapi.json', import.meta.url);
const kept = new URL('./schema.d.ts', import.meta.url);
const head = '// Made from functions/api/openapi.json by `npm run types`. Do not edit.\n\n';

// proves AGT-01: the screen and the API agree on every shape
test('the types are those of openapi.json', async () => {
  const made = head + astToString(await openapiTypescript(JSON.parse(readFileSync(description, 'utf8'))));
  if (process.env['npm_lifecycle_event'] === 'types') writeFileSync(kept, made);
  expect(readFileSync(kept, 'utf8'), 'run `npm run types`').toBe(made);
});
