// Which browser the tests drive. Nothing here is taken to be there because of its name: a browser is one that starts.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** As distributions call it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Where it lies without being on the PATH. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why a program does not start as a browser; nothing where it does. Some distributions have a script of that name that only tells what to install. */
export function trouble(path) {
  if (!isProgram(path)) return 'there is no such program';
  const tried = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  if (tried.status === 0) return undefined;
  const said = (tried.error?.message ?? tried.stderr ?? '').trim().split('\n').at(-1) ?? '';
  return said === '' ? `it ended with ${tried.status ?? tried.signal}` : said;
}

/**
 * The system's own browser: the one `CHROMIUM` names and no other, or the first that starts of those on the PATH and in the usual places.
 * Nothing where there is none. Fails where `CHROMIUM` names what does not start.
 */
export function ofSystem(env = process.env, places = PLACES) {
  const named = env.CHROMIUM;
  if (named !== undefined && named !== '') {
    const why = trouble(named);
    if (why !== undefined) throw new Error(`CHROMIUM names ${named}, which does not start: ${why}.`);
    return named;
  }
  const path = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = path.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...found, ...places].find((one) => isProgram(one) && trouble(one) === undefined);
}

/** Whether a font for a language is here: without one its letters are boxes, which tests do not mind and pictures do. */
export function hasFont(language) {
  const listed = spawnSync('fc-list', [`:lang=${language}`], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

/** Runs a command and says whether it went well; what it complains of is seen. */
function ran(env, command, ...given) {
  const surroundings = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, given, { stdio: ['ignore', 'ignore', 'inherit'], env: surroundings }).status === 0;
}

/** Debian's own, with the fonts of Korean and Japanese, where one may install it. */
function fromDebian(env, places) {
  if (!ran(env, 'apt-get', '--version')) return undefined;
  const root = process.getuid?.() === 0;
  if (!root && !ran(env, 'sudo', '-n', 'true')) return undefined;
  const apt = (...what) => (root ? ran(env, 'apt-get', ...what) : ran(env, 'sudo', '-n', 'apt-get', ...what));
  console.log('Chromium is missing; installing it with its fonts for Korean and Japanese.');
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
  return ofSystem(env, places);
}

/** Playwright's own, in the home of whoever runs this: the one that is there, or else fetched. It needs no rights, but the libraries of a desktop. */
async function fromPlaywright(env, library) {
  if (!existsSync(library)) return { why: `${library} is missing; \`npm ci\` brings it` };
  const { chromium } = (await import(pathToFileURL(join(library, 'index.js')).href)).default;
  const path = chromium.executablePath();
  if (!existsSync(path)) {
    console.log('Chromium is missing and may not be installed with apt-get; fetching the one of Playwright.');
    if (!ran(env, process.execPath, join(library, 'cli.js'), 'install', 'chromium')) return { why: 'it could not be fetched' };
  }
  const why = trouble(path);
  return why === undefined ? { path } : { why: `it does not start: ${why}` };
}

/** A browser that starts: the system's, one that can be installed, or Playwright's, whose package is named. Fails with what is missing and how to get it. */
export async function browserOrHow(library, env = process.env, places = PLACES) {
  const found = ofSystem(env, places) ?? fromDebian(env, places);
  if (found !== undefined) return found;
  const { path, why } = await fromPlaywright(env, library);
  if (path !== undefined) return path;
  throw new Error(
    [
      'The browser tests need Chromium, and none that starts is on the PATH or in the usual places.',
      'To install it takes apt-get, and root or sudo without a password: that was not possible, or brought none.',
      `Playwright's own was the last way: ${why}.`,
      'Install it (Debian: `apt-get install chromium fonts-noto-cjk`), or name one with CHROMIUM=/path/to/it, then run this again.',
    ].join('\n'),
  );
}
