import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { signIn } from '../tests/desk';
import { ask, write } from '../tests/house';
import { PARCEL } from './picture';

const OUT = process.env['SCREENS'] ?? fileURLToPath(new URL('../../../docs/screens', import.meta.url));
/** `PICTURES=desk,canned` takes those alone. */
const WANTED = process.env['PICTURES']?.split(',');
const wanted = (name: string) => WANTED === undefined || WANTED.includes(name);
const LISTENING = '/performance/workspace/social/listening';
const TONGUES = [
  { tongue: 'en', agent: 'mina', customer: 'Amelia Wright', platform: 'instagram' },
  { tongue: 'ko', agent: 'jiwoo', customer: '김하은', platform: 'line' },
  { tongue: 'ja', agent: 'haruto', customer: '田中 結衣', platform: 'line' },
] as const;

/** What to say while the app is broken. */
const PLAYBOOK = {
  en: 'The app does not sign people in since 14:10. Say that we work on it and will be back before 18:00. Promise no refunds; pass anything about money to Sora.',
  ko: '14시 10분부터 앱 로그인이 되지 않습니다. 복구 중이며 18시 전에 다시 안내한다고 답해 주세요. 환불은 약속하지 말고, 결제 문의는 Sora에게 전달해 주세요.',
  ja: '14時10分からアプリにログインできません。復旧作業中で、18時までに改めて案内すると答えてください。返金は約束せず、お金の話は Sora に渡してください。',
} as const;

/** What a customer says with a picture, what goes back with one, and what is being written with the next. */
const FILES = {
  en: [
    'This is how it arrived.',
    {
      file: 'return-label.png',
      sent: 'Please put this label on the parcel.',
      next: 'shop-map.png',
      draft: 'Or bring it to this shop:',
    },
  ],
  ko: [
    '이렇게 도착했어요.',
    {
      file: '반품라벨.png',
      sent: '이 라벨을 상자에 붙여 주세요.',
      next: '매장약도.png',
      draft: '가까운 매장에 가져오셔도 됩니다:',
    },
  ],
  ja: [
    'このように届きました。',
    {
      file: '返品ラベル.png',
      sent: 'このラベルを箱に貼ってください。',
      next: '店舗地図.png',
      draft: 'お近くの店舗へお持ちいただくこともできます：',
    },
  ],
} as const;

/** What nobody asked for: no rule catches it. */
const NOISE = {
  en: ['Lovely photo!', 'Happy Friday everyone'],
  ko: ['사진 예뻐요!', '다들 좋은 주말 보내세요'],
  ja: ['素敵な写真！', 'みなさん良い週末を'],
} as const;

/** What somebody writes for all to see, that a company may want to hide. */
const PUBLIC = {
  en: 'Do not buy from them, the delivery is a scam! Get yours at cheap-parcels.example instead',
  ko: '여기 배송 사기예요! 사지 마세요. cheap-parcels.example 에서 사세요',
  ja: 'ここの配送は詐欺です！買わないで。cheap-parcels.example で買いましょう',
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
    lines: `/admin/queues?id=care-${tongue}`,
    skills: '/admin/skills',
    workspace: '/admin/workspace',
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

for (const { tongue, agent, customer, platform } of TONGUES) {
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
    if (wanted('files')) {
      const [from, own] = FILES[tongue];
      if (!wanted('desk')) await signIn(desk, agent);
      await desk.locator('.row').filter({ hasText: customer }).first().click();
      const at = { platform, account: `demo-${platform}` };
      await write(`demo-talk-${customer}`, { ...at, text: from });
      await write(`demo-talk-${customer}`, {
        ...at,
        kind: 'image',
        media: { ...PARCEL, file_name: 'parcel.png' },
      });
      await expect(desk.locator('.kept-picture img').first()).toBeVisible();
      const area = desk.locator('.composer textarea');
      const attach = async (name: string, words: string) => {
        await area.focus();
        const chooser = desk.waitForEvent('filechooser');
        await desk.keyboard.press('Alt+u');
        await (await chooser).setFiles({ name, mimeType: 'image/png', buffer: Buffer.from(PARCEL.base64, 'base64') });
        await expect(desk.locator('.attached .extra')).toContainText(name);
        await area.fill(words);
      };
      await attach(own.file, own.sent);
      await area.press('Enter');
      await expect(desk.locator('.kept-picture img')).toHaveCount(2);
      await attach(own.next, own.draft);
      await take(desk, 'files', tongue);
      await area.fill('');
      await desk.locator('.attached button').click();
    }
    if (wanted('moderation')) {
      if (!wanted('desk') && !wanted('files')) await signIn(desk, agent);
      await write(`demo-moderation-${tongue}`, {
        platform: 'instagram',
        account: 'demo-instagram',
        kind: 'comment',
        text: PUBLIC[tongue],
      });
      // Whoever is away gets no offers, and has room to take this one.
      await desk.locator('[data-presence="away"]').click();
      await expect(desk.locator('[data-presence="away"]')).toHaveAttribute('aria-pressed', 'true');
      const { name, queues, skills } = await ask('admin', 'GET', `agents/${agent}`);
      await ask('admin', 'PUT', `agents/${agent}`, { name, queues, skills, capacity: 8 });
      await desk
        .locator('.row')
        .filter({ hasText: PUBLIC[tongue].slice(0, 12) })
        .click({ timeout: 60_000 });
      await desk.locator('.offer .primary').click({ timeout: 60_000 });
      await expect(desk.locator('.stage-mark')).toHaveAttribute('data-stage', 'with');
      await desk.keyboard.press('Alt+h');
      await expect(desk.getByRole('dialog')).toBeVisible();
      await take(desk, 'moderation', tongue);
      await desk.keyboard.press('Escape');
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
      } else if (name === 'noise') {
        // About one in a hundred is kept to be looked at.
        await expect(async () => {
          const at = { platform: 'facebook', account: 'demo-facebook', kind: 'comment' };
          for (let n = 0; n < 100; n += 1) await write(`demo-passer-by-${n}`, { ...at, text: NOISE[tongue][n % 2] });
          await page.reload();
          await expect(page.locator('main')).toContainText(new RegExp(NOISE[tongue].join('|')), { timeout: 5_000 });
        }).toPass();
        await take(page, name, tongue);
      } else await take(page, name, tongue);
    }
    await other.close();
  });
}
