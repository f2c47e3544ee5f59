import { expect, type Locator, type Page, test } from '@playwright/test';
import { signIn, violations } from './desk';
import { DST, type Fact, G10, tell } from './golden';
import { comment } from './house';
import { times } from './times';

const PLACE = '/performance/workspace/social/listening';
const DAYS = 'period=2026-03-01..2026-03-04';

test.beforeAll(async () => {
  await tell([...G10, ...DST]);
});

async function open(page: Page, query: string): Promise<void> {
  await page.goto(`${PLACE}?${query}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

const card = (page: Page, chart: string) => page.locator(`[data-chart="${chart}"]`);

/** The table twin of a chart, opened. */
async function twin(page: Page, chart: string): Promise<Locator> {
  const one = card(page, chart);
  await expect(one.locator('summary')).toBeVisible();
  if ((await one.locator('details').getAttribute('open')) === null) await one.locator('summary').click();
  return one.locator('table');
}

/** A row of a twin as it is read: `undefined` for a dash. */
async function row(table: Locator, line: string, keys: readonly string[]): Promise<(number | undefined)[]> {
  const values = [];
  for (const key of keys) {
    const cell = table.locator(`tr[data-key="${key}"] td[data-line="${line}"]`);
    const button = cell.locator('button');
    values.push((await button.count()) === 0 ? undefined : Number(await button.getAttribute('data-value')));
  }
  return values;
}

const two = (values: (number | undefined)[]) =>
  values.map((value) => (value === undefined ? undefined : Math.round(value * 100) / 100));

const BUCKETS = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'];
const PLATFORMS = ['open', 'x', 'instagram', 'facebook'];

/** The local day of a fact. */
function day(fact: Fact, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(fact.at));
}

/** Opens every point of a twin and counts the mentions behind it. */
async function drillAll(page: Page, chart: string, behind: (key: string, line: string) => Fact[]): Promise<number> {
  const table = await twin(page, chart);
  const cells = table.locator('button.cell');
  const count = await cells.count();
  for (let index = 0; index < count; index += 1) {
    const cell = cells.nth(index);
    const line = (await cell.locator('xpath=ancestor::td').getAttribute('data-line')) ?? '';
    const key = (await cell.locator('xpath=ancestor::tr').getAttribute('data-key')) ?? '';
    const expected = behind(key, line).length;
    const rows = await cell.getAttribute('data-rows');
    if (rows !== null) expect(Number(rows), `${chart} ${key} ${line}`).toBe(expected);
    await cell.click({ button: 'right' });
    await expect(page.locator('dialog .mentions-count'), `${chart} ${key} ${line}`).toHaveAttribute(
      'data-count',
      String(expected),
    );
    expect(await page.locator('dialog tr[data-mention]').count()).toBe(expected);
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog')).toHaveCount(0);
  }
  return count;
}

// proves G-10, LSN-01 to LSN-09, LSN-12: every number is read from the page, and every point opens to the mentions it counted
test('the eight charts show the golden example, and every point opens', async ({ page }) => {
  test.setTimeout(times(240_000));
  await signIn(page, 'sora');
  await open(page, `${DAYS}&zone=Asia/Seoul&topic=app,delivery`);
  const zone = 'Asia/Seoul';
  const inDay = (fact: Fact, key: string) => key === 'whole' || day(fact, zone) === key;

  let table = await twin(page, 'mentions');
  expect(await row(table, 'app', BUCKETS)).toEqual([0, 3, 2, 1]);
  expect(await row(table, 'delivery', BUCKETS)).toEqual([1, 3, 3, 0]);
  await expect(table.locator('tr[data-key="deviation"] td[data-line="app"]')).toHaveText('1.118');
  await expect(table.locator('tr[data-key="deviation"] td[data-line="delivery"]')).toHaveText('1.299');

  table = await twin(page, 'users');
  expect(await row(table, 'app', [...BUCKETS, 'whole'])).toEqual([0, 3, 2, 1, 5]);
  expect(await row(table, 'delivery', [...BUCKETS, 'whole'])).toEqual([1, 3, 3, 0, 5]);

  table = await twin(page, 'net_sentiment');
  expect(two(await row(table, 'app', [...BUCKETS, 'whole']))).toEqual([undefined, 33.33, 100, -100, 20]);
  expect(two(await row(table, 'delivery', [...BUCKETS, 'whole']))).toEqual([-100, -66.67, 0, undefined, -42.86]);
  // The standard error: of two positive and a negative one 100 √((1 − (1 ÷ 3)²) ÷ 3).
  await expect(table.locator('tr[data-key="2026-03-02"] td[data-line="app"]')).toHaveText('33.3% ± 54.4');
  await expect(table.locator('tr[data-key="deviation"] td[data-line="app"]')).toHaveText('83.148');

  table = await twin(page, 'sentiment_topic');
  for (const [line, values] of Object.entries({ positive: [3, 1], negative: [2, 4], neutral: [0, 2], unknown: [1, 0] }))
    expect(await row(table, line, ['app', 'delivery']), line).toEqual(values);

  table = await twin(page, 'sentiment_platform');
  const shares = {
    positive: [100, 0, 66.7, 50],
    negative: [0, 66.7, 33.3, 0],
    neutral: [0, 16.7, 0, 50],
    unknown: [0, 16.6, 0, 0],
  };
  for (const [line, values] of Object.entries(shares)) expect(await row(table, line, PLATFORMS), line).toEqual(values);

  table = await twin(page, 'platforms');
  for (const [line, value] of Object.entries({ open: 1, x: 6, instagram: 3, facebook: 2 }))
    expect(await row(table, line, ['all'])).toEqual([value]);

  table = await twin(page, 'topic_platform');
  for (const [line, values] of Object.entries({ open: [1, 0], x: [3, 4], instagram: [2, 1], facebook: [0, 2] }))
    expect(await row(table, line, ['app', 'delivery']), line).toEqual(values);

  table = await twin(page, 'content_types');
  const types = {
    review: [1],
    post: [undefined, 4, undefined, 1],
    comment: [undefined, undefined, 2, 1],
    quote: [undefined, 1],
    reply: [undefined, 1],
  };
  for (const [line, values] of Object.entries(types))
    expect(await row(table, line, PLATFORMS), line).toEqual([...values, ...Array<undefined>(4 - values.length).fill(undefined)]);
  expect(await row(table, 'story_mention', ['instagram'])).toEqual([1]);

  const topic = (fact: Fact, line: string) => fact.topics.includes(line);
  let opened = 0;
  opened += await drillAll(page, 'mentions', (key, line) => G10.filter((fact) => topic(fact, line) && inDay(fact, key)));
  opened += await drillAll(page, 'users', (key, line) => G10.filter((fact) => topic(fact, line) && inDay(fact, key)));
  opened += await drillAll(page, 'net_sentiment', (key, line) =>
    G10.filter((fact) => topic(fact, line) && inDay(fact, key) && fact.sentiment !== 'unknown'),
  );
  opened += await drillAll(page, 'sentiment_topic', (key, line) =>
    G10.filter((fact) => topic(fact, key) && fact.sentiment === line),
  );
  opened += await drillAll(page, 'sentiment_platform', (key, line) =>
    G10.filter((fact) => fact.platform === key && fact.sentiment === line),
  );
  opened += await drillAll(page, 'platforms', (_, line) => G10.filter((fact) => fact.platform === line));
  opened += await drillAll(page, 'topic_platform', (key, line) =>
    G10.filter((fact) => topic(fact, key) && fact.platform === line),
  );
  opened += await drillAll(page, 'content_types', (key, line) =>
    G10.filter((fact) => (key === 'whole' || fact.platform === key) && fact.type === line),
  );
  expect(opened).toBeGreaterThan(60);
});

// proves LSN-12: buckets, labels and what is behind them follow the zone; a day of 23 hours is a day
test('days are those of the zone', async ({ page }) => {
  await signIn(page, 'sora');
  for (const zone of ['Asia/Tokyo', 'America/New_York', 'Asia/Kolkata']) {
    await open(page, `${DAYS}&zone=${zone}&charts=mentions:line&topic=app,delivery`);
    const table = await twin(page, 'mentions');
    for (const topic of ['app', 'delivery']) {
      const expected = BUCKETS.map((key) => G10.filter((fact) => fact.topics.includes(topic) && day(fact, zone) === key).length);
      await expect.poll(() => row(table, topic, BUCKETS), { message: `${zone} ${topic}` }).toEqual(expected);
    }
  }
  await open(page, 'period=2026-03-07..2026-03-09&zone=America/New_York&charts=mentions:line&topic=refund');
  const table = await twin(page, 'mentions');
  await expect.poll(() => row(table, 'refund', ['2026-03-07', '2026-03-08', '2026-03-09'])).toEqual([1, 2, 1]);
  expect(
    await drillAll(page, 'mentions', (key) => DST.filter((fact) => key === 'whole' || day(fact, 'America/New_York') === key)),
  ).toBe(4);
});

/** Moves over a drawing until it says what is under the pointer; answers the words and the place. */
async function findSpot(page: Page, chart: string): Promise<{ said: string; x: number; y: number }> {
  const box = card(page, chart).locator('.chart-box');
  // A net sentiment is drawn before it is known how far chance may have moved it.
  await expect(card(page, chart)).toHaveAttribute('aria-busy', 'false');
  await box.scrollIntoViewIfNeeded();
  await expect(box).toHaveAttribute('data-ready', 'true');
  const rect = await box.boundingBox();
  if (rect === null) throw new Error(`${chart} is not drawn`);
  const spot = card(page, chart).locator('.chart-spot');
  for (const down of [0.85, 0.7, 0.5, 0.3, 0.92]) {
    for (let across = 0.06; across < 0.98; across += 0.04) {
      const [x, y] = [rect.x + rect.width * across, rect.y + rect.height * down];
      await page.mouse.move(x, y);
      const said = (await spot.textContent()) ?? '';
      if (said !== '' && !/ · 0(\.0)?%?$/.test(said)) return { said, x, y };
    }
  }
  throw new Error(`nothing of ${chart} is under the pointer anywhere`);
}

// proves LSN-09: right click on a drawn point of every chart, in every kind it may be
test('a right click on a drawing opens the mentions behind the point', async ({ page }) => {
  test.setTimeout(times(240_000));
  await signIn(page, 'sora');
  const kinds = {
    mentions: ['line', 'bar', 'pie'],
    users: ['line', 'bar', 'pie'],
    net_sentiment: ['line', 'bar'],
    sentiment_topic: ['bar', 'stacked'],
    sentiment_platform: ['bar', 'stacked'],
    platforms: ['bar', 'pie'],
    topic_platform: ['stacked', 'bar'],
    content_types: ['pie', 'bar'],
  };
  for (const [chart, all] of Object.entries(kinds)) {
    for (const kind of all) {
      await open(page, `${DAYS}&zone=Asia/Seoul&charts=${chart}:${kind}&topic=app,delivery`);
      const { said, x, y } = await findSpot(page, chart);
      await page.mouse.click(x, y, { button: 'right' });
      await expect(page.locator('dialog .drill-what'), `${chart} ${kind}`).toHaveText(said);
      const count = page.locator('dialog .mentions-count');
      await expect(count).toHaveAttribute('data-count', /^[1-9]/);
      const rows = Number(await count.getAttribute('data-count'));
      expect(await page.locator('dialog tr[data-mention]').count()).toBe(rows);
      if (/ · \d+$/.test(said) && chart !== 'users') expect(said.endsWith(` · ${rows}`), `${said}: ${rows}`).toBe(true);
      await page.keyboard.press('Escape');
    }
  }
});

// proves LSN-09: the menu key, and a finger that rests
test('the menu key and a long press open a point, too', async ({ page, browser }) => {
  await signIn(page, 'sora');
  await open(page, `${DAYS}&zone=Asia/Seoul&charts=mentions:line&topic=app`);
  const box = card(page, 'mentions').locator('.chart-box');
  await box.focus();
  for (const _ of BUCKETS.slice(0, 2)) await page.keyboard.press('ArrowRight');
  await expect(card(page, 'mentions').locator('.chart-spot')).toContainText('· 3');
  await page.keyboard.press('ContextMenu');
  await expect(page.locator('dialog .mentions-count')).toHaveAttribute('data-count', '3');
  await page.keyboard.press('Escape');
  await twin(page, 'mentions');
  await card(page, 'mentions').locator('tr[data-key="2026-03-03"] button').focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.locator('dialog .mentions-count')).toHaveAttribute('data-count', '2');

  const touch = await browser.newContext({ hasTouch: true, viewport: { width: 400, height: 800 } });
  const phone = await touch.newPage();
  await signIn(phone, 'sora');
  await open(phone, `${DAYS}&zone=Asia/Seoul&charts=mentions:line&topic=app`);
  const drawn = card(phone, 'mentions').locator('.chart-box');
  await drawn.scrollIntoViewIfNeeded();
  await expect(drawn).toHaveAttribute('data-ready', 'true');
  const rect = await drawn.boundingBox();
  const session = await touch.newCDPSession(phone);
  const point = { x: (rect?.x ?? 0) + (rect?.width ?? 0) * 0.4, y: (rect?.y ?? 0) + (rect?.height ?? 0) * 0.5 };
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  await phone.waitForTimeout(700);
  await expect(phone.locator('dialog .mentions-count')).toHaveAttribute('data-count', '3');
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await touch.close();
});

// proves LSN-10, LSN-11, LSN-15: filters, charts and columns are an address; saved, shared, and one click away
test('a view is saved, shared and found again', async ({ page, browser }) => {
  await signIn(page, 'sora');
  await open(page, `${DAYS}&zone=Asia/Seoul`);
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.locator('[data-filter="platform"] input[value="x"]').check();
  await page.locator('[data-filter="sentiment"] input[value="negative"]').check();
  await page.locator('[data-filter="content_type"] input[value="post"]').check();
  await page.getByRole('button', { name: 'Charts and columns' }).click();
  await page.locator('.filter-pane input[value="users"]').uncheck();
  await page.locator('.filter-pane input[value="intent"]').check();
  await page.getByRole('button', { name: 'Posts', exact: true }).click();
  const count = page.locator('.posts .mentions-count');
  await expect(count).toHaveAttribute('data-count', '3');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('button', { name: 'Save as a new view' }).click();
  const name = `Angry posts ${Date.now()}`;
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByText('Everybody who sees figures sees it').click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name })).toBeVisible();
  const address = page.url();

  const other = await browser.newPage();
  await signIn(other, 'admin');
  await other.goto(PLACE);
  await other.getByRole('button', { name: 'Saved views' }).click();
  await other.getByRole('link', { name }).click();
  await expect(other.locator('.posts .mentions-count')).toHaveAttribute('data-count', '3');
  expect(new URL(other.url()).search).toBe(new URL(address).search);
  await expect(other.getByRole('columnheader', { name: 'Intent' })).toBeVisible();
  await other.getByRole('button', { name: 'Charts', exact: true }).click();
  await expect(card(other, 'mentions')).toBeVisible();
  await expect(card(other, 'users')).toHaveCount(0);
  await other.close();

  // Only its owner may change it or throw it away.
  await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: `Delete “${name}”` }).click();
  await expect(page.getByRole('button', { name: 'Saved views' })).toBeVisible();
});

// proves LSN-10, LSN-09: a campaign and a country as filters: in the address, on the charts, and in the rows behind every point
test('campaign and country are filters', async ({ page }) => {
  const stamp = Date.now();
  await comment(`campaign-${stamp}`, `Great delivery, thank you! #Spring${stamp}`);
  await signIn(page, 'sora');
  await open(page, 'period=1d&charts=mentions:bar');
  await page.getByRole('button', { name: 'Filters' }).click();
  const campaign = page.locator('[data-filter="campaign"]').getByRole('textbox');
  await campaign.fill(`#spring${stamp}`);
  await campaign.press('Enter');
  await expect(page.locator('.filter-chip').filter({ hasText: `Campaign spring${stamp}` })).toBeVisible();
  expect(new URL(page.url()).searchParams.get('campaign')).toBe(`spring${stamp}`);
  // The counting takes up to five seconds, and a page with filters is refreshed by hand alone.
  const cells = (await twin(page, 'mentions')).locator('button.cell[data-value="1"]');
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    // Its hour, and the whole period.
    await expect(cells).toHaveCount(2, { timeout: 3000 });
  }).toPass({ timeout: times(30_000) });
  await cells.first().click();
  await expect(page.locator('dialog .mentions-count')).toHaveAttribute('data-count', '1');
  await expect(page.locator('dialog')).toContainText(`#Spring${stamp}`);
  await page.keyboard.press('Escape');

  // No platform told where it was said, so it is from nowhere; what is no code is not taken.
  const country = page.locator('[data-filter="country"]').getByRole('textbox');
  await country.fill('1');
  await country.press('Enter');
  expect(new URL(page.url()).searchParams.get('country')).toBeNull();
  await country.fill('KR');
  await country.press('Enter');
  await expect(page.locator('.filter-chip').filter({ hasText: 'Country South Korea' })).toBeVisible();
  expect(new URL(page.url()).searchParams.get('country')).toBe('kr');
  await expect(cells).toHaveCount(0);
  await page.getByRole('button', { name: 'Posts', exact: true }).click();
  await expect(page.locator('.posts .mentions-count')).toHaveAttribute('data-count', '0');
  await page.getByRole('button', { name: 'Remove the filter Country: South Korea' }).click();
  await expect(page.locator('.posts .mentions-count')).toHaveAttribute('data-count', '1');
  expect(await violations(page, 'light')).toEqual([]);
});

// proves LSN-16, ESC-06: what no rule gave to people is given to them from the posts, by keyboard, and stands in the inbox of whoever serves the queue
test('a post is escalated into an inbox', async ({ page, browser }) => {
  const stamp = Date.now();
  const text = `What a lovely delivery ${stamp}, thank you!`;
  await comment(`posts${stamp}`, text);
  await signIn(page, 'sora');
  await open(page, 'period=1d&show=posts');
  const row = page.locator('.posts tr').filter({ hasText: String(stamp) });
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(row).toHaveCount(1, { timeout: 3000 });
  }).toPass({ timeout: times(30_000) });
  await row.getByRole('button', { name: 'Escalate' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').selectOption('care-en');
  await dialog.getByRole('textbox').fill('Ask her for a picture');
  expect(await violations(page, 'light')).toEqual([]);
  await dialog.getByRole('textbox').press('Control+Enter');
  if (await dialog.isVisible()) await dialog.getByRole('button', { name: 'Escalate' }).click();
  await expect(dialog).toHaveCount(0, { timeout: times(20_000) });
  // The same post says now that people have it, and cannot be given away twice.
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(row.getByRole('button', { name: 'Escalate' })).toHaveCount(0, { timeout: times(20_000) });

  const agent = await browser.newPage();
  await signIn(agent, 'mina');
  const waiting = agent.locator('.row').filter({ hasText: `posts${stamp}` });
  await waiting.click({ timeout: times(30_000) });
  await expect(agent.locator('.message[data-kind="customer"]').filter({ hasText: text })).toBeVisible();
  await agent.close();
});

// proves LSN-13: it refreshes itself every half minute, except while filters are in use; the button always works
test('it refreshes itself unless filters are in use', async ({ page }) => {
  await signIn(page, 'sora');
  await page.clock.install();
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('/v1/stats/mentions')) asked += 1;
  });
  await open(page, `${DAYS}&charts=mentions:line`);
  await expect(page.locator('.as-of')).toContainText('As of');
  const first = asked;
  await page.clock.runFor(31_000);
  await expect.poll(() => asked).toBeGreaterThan(first);

  await open(page, `${DAYS}&charts=mentions:line&topic=app`);
  await expect(page.locator('.as-of')).toContainText('not refreshed by itself');
  await expect(card(page, 'mentions').locator('summary')).toBeVisible();
  const filtered = asked;
  await page.clock.runFor(95_000);
  expect(asked).toBe(filtered);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => asked).toBeGreaterThan(filtered);
});

// proves S6: a file of mentions is whole, and a spreadsheet computes nothing of it
test('the mentions of a view are exported', async ({ page }) => {
  await signIn(page, 'sora');
  await open(page, `${DAYS}&zone=Asia/Seoul&show=posts&columns=at,platform,topics`);
  await expect(page.locator('.posts .mentions-count')).toHaveAttribute('data-count', '12');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()]);
  const stream = await file.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
  expect(lines).toHaveLength(13);
  expect(lines[1]).toBe('"2026-03-01T23:30:00.000+09:00","X","Delivery"');
});
