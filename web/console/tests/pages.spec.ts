import { expect, type Page, test } from '@playwright/test';
import { signIn, violations } from './desk';
import { G10, tell } from './golden';
import { ask, comment } from './house';
import { times } from './times';

const LISTENING = '/performance/workspace/social/listening';

/** Every page beside the desk; the desk has its own in `access.spec.ts`. */
async function pages(): Promise<string[]> {
  await tell(G10);
  const mention = await comment('axe', `Lovely delivery, thank you! ${Date.now()}`);
  const alerts = (await ask('sora', 'GET', 'alerts')) as { items: { id: string }[] };
  const open = alerts.items[0]?.id;
  return [
    `${LISTENING}?period=2026-03-01..2026-03-04&zone=Asia/Seoul&topic=app`,
    `${LISTENING}?period=2026-03-01..2026-03-04&show=posts`,
    `/performance/workspace/social/mentions/${mention}`,
    `/performance/alerts${open === undefined ? '' : `?id=${open}`}`,
    '/performance/queues',
    '/admin/accounts?id=demo-line',
    '/admin/topics?id=delivery',
    '/admin/rules?id=urgent',
    '/admin/alert-rules?id=new',
    '/admin/sources?id=new',
    '/admin/urgency',
    '/admin/noise',
    '/admin/queues?id=care-en',
    '/admin/skills?id=refund',
    '/admin/agents?id=mina',
    '/admin/canned?id=late',
    '/admin/workspace',
    '/admin/crisis',
    '/admin/volumes',
    '/admin/judgement',
    '/admin/replay',
  ];
}

/** What axe finds. What stands in the page is the same in both themes, and colours are the same in all languages: dark ones are looked at once. */
async function found(page: Page, where: string, dark: boolean): Promise<string[]> {
  const all = await violations(page, 'light');
  if (dark) all.push(...(await violations(page, 'dark', ['color-contrast'])));
  await page.emulateMedia({ colorScheme: 'light' });
  return all.map((one) => `${where} ${one}`);
}

/** Pages that are wider than a narrow screen: 360 pixels, and 1280 at 200 %. */
async function tooWide(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const [width, height] of [
    [360, 740],
    [640, 400],
  ] as const) {
    await page.setViewportSize({ width, height });
    const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
    if (scroll > width) found.push(`${where}: ${scroll} pixels wide at ${width}`);
    // What one does there can be reached: the page scrolls, and nothing of it is cut off at the side.
    const cut = await page
      .locator('main button:visible, main a:visible, main input:visible, main select:visible')
      .evaluateAll((all, most) => {
        const scrolls = (element: Element) => element.closest('.rows, .twin, .scroll, .page-side, .card.scroll') !== null;
        const outside = (element: Element) => {
          const box = element.getBoundingClientRect();
          return box.right > most + 1 || box.left < -1;
        };
        return all.filter((element) => !scrolls(element) && outside(element)).map((element) => element.outerHTML.slice(0, 120));
      }, width);
    found.push(...cut.map((one) => `${where}: beyond ${width} pixels: ${one}`));
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  return found;
}

// proves AGT-24: no violation on any page in any language, light or dark; 360 pixels and 200 % are enough to use it
for (const tongue of ['en', 'ko', 'ja'] as const) {
  test(`axe finds nothing on the pages beside the desk in ${tongue}`, async ({ page }) => {
    test.setTimeout(times(480_000));
    await page.addInitScript((one) => localStorage.setItem('harken.language', one), tongue);
    await signIn(page, 'admin');
    const wrong: string[] = [];
    for (const path of await pages()) {
      await page.goto(path);
      await expect(page.locator('main h1')).toBeVisible();
      await expect(page.locator('.skeleton, .chart-wait')).toHaveCount(0);
      if (path.includes('topic=app')) {
        await page.locator('.listening-tools button[aria-expanded]').first().click();
        // The tables are the same in every language but for their words, and hundreds of cells take axe half a minute.
        if (tongue === 'en') for (const summary of await page.locator('summary').all()) await summary.click();
      }
      wrong.push(...(await found(page, path, tongue === 'en')), ...(await tooWide(page, path)));
    }
    await page.goto(`${LISTENING}?period=2026-03-01..2026-03-04&charts=mentions:table&topic=app`);
    await page.locator('button.cell').first().click();
    await expect(page.locator('dialog .mentions-count')).toHaveAttribute('data-count', /\d/);
    wrong.push(...(await found(page, 'drill-down', tongue === 'en')));
    expect(wrong).toEqual([]);
  });
}
