import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserOrHow, ofSystem, trouble } from './chromium.mjs';

let folder = '';
const at = (name: string) => join(folder, name);
function program(name: string, script: string): string {
  writeFileSync(at(name), `#!/bin/sh\n${script}\n`);
  chmodSync(at(name), 0o755);
  return at(name);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'harken-browser-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a browser is found on the PATH, whatever its folder', () => {
  const real = program('google-chrome-stable', 'echo Google Chrome 1');
  expect(ofSystem({ PATH: `/nowhere:${folder}` }, [])).toBe(real);
  expect(ofSystem({ PATH: '/nowhere' }, [real])).toBe(real);
  rmSync(real);
});

test('a script that only tells what to install is no browser', () => {
  const stub = program('chromium-browser', 'echo "requires the chromium snap to be installed" >&2; exit 1');
  expect(ofSystem({ PATH: folder }, [])).toBeUndefined();
  expect(trouble(stub)).toBe('requires the chromium snap to be installed');
  const real = program('google-chrome', 'echo Google Chrome 1');
  expect(ofSystem({ PATH: folder }, [])).toBe(real);
});

test('the one that is named is used, or nothing is', () => {
  const named = program('mine', 'echo Chromium 1');
  expect(ofSystem({ CHROMIUM: named, PATH: '/nowhere' }, [])).toBe(named);
  expect(() => ofSystem({ CHROMIUM: at('absent'), PATH: folder }, [])).toThrow(/CHROMIUM names .*absent.*no such program/);
  writeFileSync(at('text'), 'no program');
  expect(trouble(at('text'))).toBe('there is no such program');
});

test('where there is no browser and no way to one, it says what to do', async () => {
  const found = browserOrHow(at('node_modules/@playwright/test'), { PATH: '/nowhere' }, []);
  await expect(found).rejects.toThrow(/npm ci[^]*apt-get install chromium fonts-noto-cjk[^]*CHROMIUM=\/path\/to\/it/);
});

test('it is installed where one may, and looked for again', async () => {
  program('sudo', 'shift; exec "$@"');
  program(
    'apt-get',
    `case "$1" in install) printf '#!/bin/sh\necho Chromium 1\n' > "${at('bin-chromium')}"; /bin/chmod +x "${at('bin-chromium')}";; esac`,
  );
  rmSync(at('google-chrome'));
  await expect(browserOrHow(at('absent'), { PATH: folder }, [at('bin-chromium')])).resolves.toBe(at('bin-chromium'));
});
