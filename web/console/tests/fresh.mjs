// The browser tests of the package they are run in (the console's, the messenger's) against a system of their own: fresh state, free ports, ended with them.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = process.cwd();
const project = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const built = resolve(project, process.env.CARGO_TARGET_DIR ?? 'target', 'debug');
/** A first start makes the table and the demo workspace; a busy machine takes its time for that. */
const PATIENCE = 180_000;

function fail(words) {
  console.error(words);
  process.exit(1);
}

function chromium() {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return found.find((one) => one !== undefined && existsSync(one));
}

/** Runs a command and says whether it went well; what it complains of is seen. */
function ran(command, ...given) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, given, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}

/** Debian's own, with the fonts of Korean and Japanese, where one may install it. */
function fromDebian() {
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  const root = process.getuid?.() === 0;
  if (!root && !ran('sudo', '-n', 'true')) return undefined;
  const apt = (...what) => (root ? ran('apt-get', ...what) : ran('sudo', '-n', 'apt-get', ...what));
  console.log('Chromium is missing; installing it with its fonts for Korean and Japanese.');
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
  return chromium();
}

/** Playwright's own, in the home of whoever runs this; it needs no rights, but a way to the internet and the libraries of a desktop. */
function fromPlaywright() {
  console.log('Chromium is missing and may not be installed with apt-get; fetching the one of Playwright.');
  return ran(process.execPath, join(here, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium');
}

/** The browser to use; nothing for Playwright's own. */
function withChromium() {
  const found = chromium() ?? fromDebian();
  if (found !== undefined) return found;
  if (fromPlaywright()) return undefined;
  return fail(
    [
      'The browser tests need Chromium, and it could not be installed: that takes root, or sudo without a password, or a way to the internet.',
      'Install it (Debian: `apt-get install chromium fonts-noto-cjk`), or name one with CHROMIUM=/path/to/it, then run this again.',
    ].join('\n'),
  );
}

const browser = withChromium();
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

async function ended() {
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

const tests = spawn(process.execPath, [join(here, 'node_modules/@playwright/test/cli.js'), 'test', ...process.argv.slice(2)], {
  cwd: here,
  stdio: 'inherit',
  env: { ...process.env, HARKEN_ENDPOINTS: addresses, ...(browser === undefined ? {} : { CHROMIUM: browser }) },
});
const code = await new Promise((done) => tests.once('exit', (status) => done(status ?? 1)));
if (code !== 0) console.error(said.slice(-4000));
await ended();
process.exit(code);
