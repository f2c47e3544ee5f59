import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { signIn } from '../tests/desk';
import { ask } from '../tests/house';

const OUT = process.env['SCREENS'] ?? fileURLToPath(new URL('../../../docs/screens', import.meta.url));
/** `PICTURES=desk,canned` takes those alone. */
const WANTED = process.env['PICTURES']?.split(',');
const wanted = (name: string) => WANTED === undefined || WANTED.includes(name);
const LISTENING = '/performance/workspace/social/listening';
const TONGUES = [
  { tongue: 'en', agent: 'mina', customer: 'Amelia Wright' },
  { tongue: 'ko', agent: 'jiwoo', customer: '김하은' },
  { tongue: 'ja', agent: 'haruto', customer: '田中 結衣' },
] as const;

/** What to say while the app is broken. */
const PLAYBOOK = {
  en: 'The app does not sign people in since 14:10. Say that we work on it and will be back before 18:00. Promise no refunds; pass anything about money to Sora.',
  ko: '14시 10분부터 앱 로그인이 되지 않습니다. 복구 중이며 18시 전에 다시 안내한다고 답해 주세요. 환불은 약속하지 말고, 결제 문의는 Sora에게 전달해 주세요.',
  ja: '14時10分からアプリにログインできません。復旧作業中で、18時までに改めて案内すると答えてください。返金は約束せず、お金の話は Sora に渡してください。',
} as const;

/** A post that was given to people, for its trace; the newest in that language. */
async function traced(tongue: string): Promise<string> {
  const query = `mentions?order=newest&limit=50&escalated=true&language=${tongue}`;
  const found = (await ask('sora', 'GET', query)) as { items: { id: string }[] };
  const id = found.items[0]?.id;
  if (id === undefined) throw new Error(`nothing was escalated in ${tongue}`);
  return id;
}

async function pages(tongue: string): Promise<Record<string, string>> {
  const alerts = (await ask('sora', 'GET', 'alerts')) as { items: { id: string; topic: string }[] };
  const alert = alerts.items.find((one) => one.topic === 'app') ?? alerts.items[0];
  return {
    listening: `${LISTENING}?period=28d`,
    posts: `${LISTENING}?period=7d&show=posts`,
    trace: `/performance/workspace/social/mentions/${await traced(tongue)}`,
    alerts: `/performance/alerts?id=${alert?.id}`,
    queues: '/performance/queues',
    accounts: '/admin/accounts?id=demo-line',
    topics: '/admin/topics?id=delivery',
    rules: `/admin/rules?id=care-${tongue}`,
    'alert-rules': '/admin/alert-rules?id=app-complaints',
    sources: '/admin/sources?id=new',
    urgency: '/admin/urgency',
    noise: '/admin/noise',
    canned: '/admin/canned?id=late',
    agents: '/admin/agents?id=mina',
    volumes: '/admin/volumes',
    judgement: '/admin/judgement',
    replay: '/admin/replay',
    crisis: '/admin/crisis',
  };
}

async function take(page: Page, name: string, tongue: string): Promise<void> {
  await expect(page.locator('.skeleton, .chart-wait')).toHaveCount(0);
  await page.waitForLoadState('networkidle');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${OUT}/${name}-${tongue}-${colorScheme}.png`, animations: 'disabled' });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

test.use({ viewport: { width: 1280, height: 800 } });

test.beforeAll(async () => {
  test.setTimeout(600_000);
  if (!wanted('alerts')) return;
  // Rules of alerts are read every five minutes.
  await expect(async () => {
    const alerts = (await ask('sora', 'GET', 'alerts')) as { items: { topic: string }[] };
    expect(alerts.items.map((one) => one.topic)).toContain('app');
  }).toPass({ timeout: 420_000, intervals: [5_000] });
});

for (const { tongue, agent, customer } of TONGUES) {
  test(`pictures in ${tongue}`, async ({ browser }) => {
    const locale = { en: 'en-GB', ko: 'ko-KR', ja: 'ja-JP' }[tongue];
    const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
    const desk = await context.newPage();
    if (wanted('desk')) {
      await signIn(desk, agent);
      await desk.locator('.row').filter({ hasText: customer }).first().click();
      await expect(desk.locator('.message').first()).toBeVisible();
      await take(desk, 'desk', tongue);
    }
    await context.close();

    const other = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
    const page = await other.newPage();
    await signIn(page, 'admin');
    for (const [name, path] of Object.entries(await pages(tongue)).filter(([name]) => wanted(name))) {
      await page.goto(path);
      await expect(page.locator('main h1')).toBeVisible();
      if (name === 'listening') await expect(page.locator('.chart-box[data-ready="true"]').first()).toBeVisible();
      if (name === 'topics') {
        await page.locator('.preview[data-preview]').first().waitFor();
        await take(page, name, tongue);
        await page.locator('.backtest button').click();
        await expect(page.locator('.backtest')).toHaveAttribute('data-state', 'done');
        await page.locator('.backtest').evaluate((element) => element.scrollIntoView());
        await take(page, 'backtest', tongue);
      } else if (name === 'replay') {
        await page.locator('.editor button[type="submit"]').click();
        await expect(page.locator('section[data-state="done"]')).toBeVisible();
        await expect(page.locator('.correction-text').first()).toHaveAttribute('lang', /./);
        await take(page, name, tongue);
      } else if (name === 'crisis') {
        await ask('sora', 'PUT', 'crisis', { topics: ['app'], priority: 60, playbook: PLAYBOOK[tongue] });
        await page.reload();
        await expect(page.locator('.crisis-form[data-on="true"]')).toBeVisible();
        await take(page, name, tongue);
        await ask('sora', 'DELETE', 'crisis');
      } else await take(page, name, tongue);
    }
    await other.close();
  });
}
