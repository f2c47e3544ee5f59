import { expect, test } from '@playwright/test';
import { close, signIn, work } from './desk';
import { HOSTILE } from './hostile';
import { house, write, writeMany } from './house';
import { times } from './times';

// proves S5: two hundred hostile texts on the desk execute nothing, ask nobody else, lead nowhere, and are shown as they were written
test('200 hostile texts are text and nothing else', async ({ page }) => {
  expect(HOSTILE.length).toBe(200);
  const own = [house().console, house().api, house().aws].map((address) => new URL(address).host);
  const foreign: string[] = [];
  const alarms: string[] = [];
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (/^http/.test(protocol) && !own.includes(host)) foreign.push(request.url());
  });
  page.on('dialog', (dialog) => {
    alarms.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('popup', (popup) => alarms.push(popup.url()));
  page.on('framenavigated', (frame) => {
    if (!own.includes(new URL(frame.url()).host)) alarms.push(frame.url());
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      (window as unknown as { broken?: string[] }).broken ??= [];
      (window as unknown as { broken: string[] }).broken.push(event.violatedDirective);
    });
  });
  await signIn(page, 'mina');
  const policy = (await page.locator('meta[http-equiv="content-security-policy"]').getAttribute('content')) ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');

  const customer = `hostile-${Date.now()}`;
  await work(page, customer, 'Where is my order?');
  // A name, a preview and a text that the panel shows, too.
  await write(customer, { platform: 'line', account: 'demo-line', text: 'begin', name: '<img src=x onerror=window.hacked=1>' });
  await writeMany(customer, HOSTILE);
  const said = page.locator('.message[data-kind="customer"] .bubble');
  await expect(said.last()).toHaveText(HOSTILE.at(-1)?.trim() ?? '', { timeout: times(120_000) });
  await page.reload();
  await expect(said.last()).toHaveText(HOSTILE.at(-1)?.trim() ?? '');
  const thread = page.locator('.thread');
  await thread.focus();
  for (let step = 0; step < 40 && (await page.getByText('Beginning of the thread').count()) === 0; step += 1) {
    await page.keyboard.press('Home');
    await page.waitForTimeout(150);
  }
  await expect(said).toHaveCount(HOSTILE.length + 2);
  expect((await said.allTextContents()).slice(2)).toEqual(HOSTILE);

  // Kept about a customer, and attached to an answer, they are text, too.
  await page.getByRole('complementary').getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('<img src=x onerror=window.hacked=1>');
  await dialog.getByPlaceholder('What').fill('<svg onload=window.hacked=1>');
  await dialog.getByPlaceholder('Value').fill('javascript:window.hacked=1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.customer .chip').filter({ hasText: 'onerror' })).toBeVisible();
  await page.getByRole('button', { name: 'Why here?' }).last().click();
  await expect(page.getByRole('dialog').locator('.why li').first()).toBeVisible();
  await page.keyboard.press('Escape');

  const made = await page.evaluate(() => {
    const shown = document.querySelectorAll(
      '.thread :is(script, img, iframe, object, embed, style, base, link, meta, form, video, audio, math, template, svg), [onload], [onerror], [onclick], a[href^="javascript" i], a[href^="data" i]',
    );
    const page = window as unknown as { hacked?: number; broken?: string[] };
    return { hacked: page.hacked, broken: page.broken ?? [], shown: [...shown].map((one) => one.outerHTML.slice(0, 100)) };
  });
  expect(made).toEqual({ hacked: undefined, broken: [], shown: [] });
  expect([foreign, alarms]).toEqual([[], []]);
  await close(page);
});
