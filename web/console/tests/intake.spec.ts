import { expect, test } from '@playwright/test';
import { signIn, violations } from './desk';
import { ask, write } from './house';
import { times } from './times';

// proves SUP-03, ING-03: a source is made on the screen, refused at its field, says how it does, and goes again
test('a source is made, refused at the field, and deleted', async ({ page }) => {
  await signIn(page, 'admin');
  const name = `Search ${Date.now()}`;
  await page.goto('/admin/sources?id=new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  const account = page.getByRole('combobox', { name: 'Asked by' });
  // Only connections that can be asked are offered.
  await expect(account.locator('option').filter({ hasText: 'LINE' })).toHaveCount(0);
  await account.selectOption({ label: await account.locator('option').filter({ hasText: '(X)' }).first().innerText() });
  await page.getByRole('combobox', { name: 'What is asked for' }).selectOption('search');
  await page.getByRole('textbox', { name: 'Search' }).fill('harken store');
  await page.getByRole('spinbutton', { name: 'Calls a month, at most' }).fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.field-problem')).toHaveText('From 1 to 100,000.');
  await page.getByRole('spinbutton', { name: 'Calls a month, at most' }).fill('10');
  // The slowest pace is no faster than the fastest, and the bound that is told says which.
  await page.getByRole('spinbutton', { name: /when there is much/i }).fill('600');
  await page.getByRole('spinbutton', { name: /when there is none/i }).fill('60');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.field-problem')).toHaveText('From 600 to 86,400.');
  await page.getByRole('spinbutton', { name: /when there is none/i }).fill('900');
  await page.getByRole('button', { name: 'Save' }).click();
  const row = page.locator('.admin-row').filter({ hasText: name });
  await expect(row).toContainText('harken store');
  await expect(page.locator('[data-stand]')).toContainText('How it does');
  expect(await violations(page, 'light')).toEqual([]);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
});

// proves SUP-03: the company's own rules of urgency take the place of the shipped ones, and go again; a rule that asks for nothing is refused
test('rules of urgency are written, refused at the field in Japanese, and thrown away', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('harken.language', 'ja'));
  await signIn(page, 'admin');
  await page.goto('/admin/urgency');
  const form = page.getByRole('form', { name: '緊急ルール' });
  await expect(form).toHaveAttribute('data-version', '0');
  await expect(form).toContainText('標準のルールが使われています');
  // They can be begun with, too: every one of them, as a draft until it is saved.
  await form.getByRole('button', { name: '標準のルールから始める' }).click();
  const names = form.getByRole('textbox', { name: '名前' });
  await expect.poll(() => names.count()).toBeGreaterThan(5);
  await expect(names.first()).not.toHaveValue('');
  await expect(form.getByRole('button', { name: '標準のルールから始める' })).toHaveCount(0);
  await expect(form).toHaveAttribute('data-version', '0');
  await page.reload();
  await form.getByRole('button', { name: 'ルールを追加' }).click();
  await form.getByRole('textbox', { name: '名前' }).fill('gas');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.locator('.field-problem')).not.toBeEmpty();
  await form.getByRole('textbox', { name: '次のどれかを含み: 日本語' }).fill('ガス漏れ\n\nガス..臭い');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form).toHaveAttribute('data-version', '1');
  await page.reload();
  await expect(form.getByRole('textbox', { name: '次のどれかを含み: 日本語' })).toHaveValue('ガス漏れ\nガス..臭い');
  expect(await violations(page, 'dark')).toEqual([]);
  await form.getByRole('button', { name: '標準のルールに戻す' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '標準のルールに戻す' }).click();
  await expect(form).toHaveAttribute('data-version', '0');
});

// proves ING-07: what no rule asked for is counted and sampled, as words and nothing else
test('what matched no rule is counted, and its sample is text', async ({ page }) => {
  await signIn(page, 'sora');
  const stamp = Date.now();
  // One item in some is sampled, chosen by its name.
  for (let n = 0; n < 12; n += 1) {
    const text = `nothing of interest ${stamp} ${n} <img src=x onerror=window.hacked=1>`;
    await write(`noise-${stamp}-${n}`, { platform: 'instagram', account: 'demo-instagram', kind: 'comment', text });
  }
  await page.goto('/admin/noise');
  const account = page.getByRole('combobox', { name: 'Connection' });
  await account.selectOption('demo-instagram');
  const noise = page.locator('.noise');
  await expect(async () => {
    await page.reload();
    await account.selectOption('demo-instagram');
    const total = Number(await noise.getAttribute('data-total', { timeout: 5_000 }));
    expect(total).toBeGreaterThanOrEqual(12);
  }).toPass({ timeout: times(40_000) });
  await expect(noise.getByRole('img', { name: 'By hour (UTC)' })).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
  expect(await violations(page, 'light')).toEqual([]);
});

// proves CH-26: whether a connection works stands where it is set up
test('the health of a connection stands on its page', async ({ page }) => {
  await signIn(page, 'admin');
  await page.goto('/admin/accounts?id=demo-line');
  const health = page.getByRole('region', { name: 'Health' });
  await expect(health).toHaveAttribute('data-health', /well|unknown/);
  await expect(health.locator('.health-mark')).toHaveText(/The platform takes it|Not asked yet/);
});

// proves ESC-04: a rule whose bot answers first says so in the list, and does not look like one that gives to people at once
test('a rule with a bot says in the list that the bot comes first', async ({ page }) => {
  const stamp = Date.now();
  const account = { platform: 'open', name: 'Bots', external_id: `bots-${stamp}`, queue: 'care-en', active: true };
  await ask('admin', 'PUT', `accounts/bots-${stamp}`, { ...account, threading_window_minutes: 4320 });
  const rule = { name: `Bot ${stamp}`, number: 9000, active: false };
  const condition = { field: 'text', operator: 'matches', value: `bot${stamp}` };
  const bot = { url: 'https://bots.example/ask', account: `bots-${stamp}` };
  const outcome = { then: 'escalate', queue: 'care-en', bot };
  await ask('admin', 'PUT', `rules/bot-${stamp}`, { ...rule, condition, outcome });
  await signIn(page, 'admin');
  await page.goto('/admin/rules');
  const row = page.locator('.admin-row').filter({ hasText: rule.name });
  await expect(row).toContainText('A bot answers first, then people → care-en');
  await expect(row).not.toContainText('Give it to people');
  await ask('admin', 'DELETE', `rules/bot-${stamp}`);
  await ask('admin', 'DELETE', `accounts/bots-${stamp}`);
});
