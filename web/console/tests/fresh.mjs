// The browser tests of the package they are run in (the console's, the messenger's) against a system of their own: fresh state, free ports, ended with them.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserOrHow, hasFont } from './chromium.mjs';

const here = process.cwd();
const project = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const built = resolve(project, process.env.CARGO_TARGET_DIR ?? 'target', 'debug');
/** A first start makes the table and the demo workspace; a busy machine takes its time for that. */
const PATIENCE = 180_000;

function fail(words) {
  console.error(words);
  process.exit(1);
}

const browser = await browserOrHow(join(here, 'node_modules/@playwright/test')).catch((wrong) => fail(wrong.message));
for (const [tongue, language] of [
  ['ko', 'Korean'],
  ['ja', 'Japanese'],
])
  if (!hasFont(tongue))
    console.log(`There is no font for ${language} (Debian: fonts-noto-cjk): tests run all the same, pictures show boxes.`);
const program = join(built, 'harken');
if (!existsSync(program)) fail(`${program} is not built; \`make test\` builds it.`);
if (!existsSync(join(here, 'dist/index.html'))) fail(`${here} is not built; \`make console messenger\` builds it.`);

const state = mkdtempSync(join(tmpdir(), 'harken-web-'));
const addresses = join(state, 'endpoints.json');
const house = spawn(program, ['--root', project, '--state', state, 'up', '--any-port'], { stdio: ['ignore', 'pipe', 'pipe'] });
let said = '';
for (const stream of [house.stdout, house.stderr]) stream.on('data', (data) => (said += data));
let over = false;
house.on('exit', () => (over = true));

let tests;
async function ended() {
  // Who stops this by its id, and not by Ctrl+C, stops the tests, too.
  tests?.kill('SIGTERM');
  if (!over) {
    house.kill('SIGTERM');
    await Promise.race([new Promise((done) => house.once('exit', done)), new Promise((done) => setTimeout(done, 15_000))]);
    if (!over) house.kill('SIGKILL');
  }
  rmSync(state, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void ended().then(() => process.exit(130)));

const begun = Date.now();
while (!existsSync(addresses)) {
  if (over || Date.now() - begun > PATIENCE) {
    await ended();
    fail(`the system did not come up:\n${said}`);
  }
  await new Promise((done) => setTimeout(done, 200));
}
console.log(`Browser tests against ${JSON.parse(readFileSync(addresses, 'utf8')).console}`);

tests = spawn(process.execPath, [join(here, 'node_modules/@playwright/test/cli.js'), 'test', ...process.argv.slice(2)], {
  cwd: here,
  stdio: 'inherit',
  env: { ...process.env, HARKEN_ENDPOINTS: addresses, CHROMIUM: browser },
});
const code = await new Promise((done) => tests.once('exit', (status) => done(status ?? 1)));
if (code !== 0) console.error(said.slice(-4000));
await ended();
process.exit(code);
