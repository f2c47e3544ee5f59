import { expect, type Page, test } from '@playwright/test';
import { close, signIn, violations, work } from './desk';
import { sent, write } from './house';
import { times } from './times';

async function delivered(page: Page, text: string): Promise<void> {
  const answer = page.locator('.message[data-kind="agent"]').filter({ hasText: text });
  await expect(answer.locator('.delivery')).toHaveText(/Sent|Delivered|Read/, { timeout: times(30_000) });
  await expect(answer).toHaveCount(1);
}

// proves AGT-09, CH-22: what LINE shows goes out as it is, what it does not goes out in words and says so, and the wrong is said at its field
test('files, links and emoji go out as the channel allows, by keyboard', async ({ page }) => {
  const { keyboard } = page;
  await signIn(page, 'mina');
  await work(page, `rich-${Date.now()}`, 'Where is my parcel?');
  const area = page.locator('.composer textarea');

  // A picture: LINE shows it. An address without https is refused at its field.
  await keyboard.press('r');
  await keyboard.type('Here is the label');
  await keyboard.press('Alt+f');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('option', { name: /^Image LINE shows it as it is/ })).toBeVisible();
  await expect(dialog.getByRole('option', { name: /^Video LINE does not show it here/ })).toBeVisible();
  await keyboard.type('image');
  await keyboard.press('Enter');
  await expect(dialog.getByLabel(/^Address/)).toBeFocused();
  await keyboard.type('http://cdn.example/label.png');
  await keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText(/https/);
  await dialog.getByLabel(/^Address/).fill('https://cdn.example/label.png');
  await keyboard.press('Enter');
  await expect(page.locator('.attached')).toContainText('https://cdn.example/label.png');
  await expect(page.locator('.attached-notice')).toHaveCount(0);

  // Going away and coming back keeps it; emoji are found by words.
  await page.reload();
  await expect(page.locator('.attached')).toContainText('label.png');
  await expect(area).toHaveValue('Here is the label');
  await keyboard.press('r');
  await keyboard.press('End');
  await keyboard.press('Alt+m');
  await expect(page.getByRole('combobox', { name: 'Find an emoji' })).toBeFocused();
  await keyboard.type('택배');
  await keyboard.press('Enter');
  await expect(area).toHaveValue('Here is the label📦');
  await expect(area).toBeFocused();
  await keyboard.press('Enter');
  await delivered(page, 'Here is the label📦');
  await expect(page.locator('.message[data-kind="agent"] .extra')).toContainText('label.png');
  expect(await sent()).toContain('https://cdn.example/label.png');
  await expect(page.locator('.attached')).toHaveCount(0);

  // A video: LINE's adapter shows none, so its address goes out in words, and both say so.
  await keyboard.press('Alt+f');
  await keyboard.type('video');
  await keyboard.press('Enter');
  await keyboard.type('https://cdn.example/how-to.mp4');
  await keyboard.press('Enter');
  await expect(page.locator('.attached-notice')).toHaveText(/LINE does not show it here/);
  await area.focus();
  await keyboard.press('Enter');
  const video = page.locator('.message[data-kind="agent"]').filter({ hasText: 'how-to.mp4' });
  await expect(video.locator('.delivery')).toHaveText(/Sent|Delivered|Read/, { timeout: times(30_000) });
  await expect(video).toContainText('went out as text');
  expect(await sent()).toContain('https://cdn.example/how-to.mp4');

  // Choices, from the list to the customer.
  await keyboard.press('Alt+f');
  await keyboard.type('choices');
  await keyboard.press('Enter');
  await keyboard.type('Choose');
  await dialog.getByLabel('Title').fill('Send again');
  await dialog.getByRole('button', { name: 'Add another' }).click();
  await dialog.getByLabel('Title').nth(1).fill('Money back');
  await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
  await area.fill('What would you like?');
  expect(await violations(page, 'light')).toEqual([]);
  await area.press('Enter');
  await delivered(page, 'What would you like?');
  expect(await sent()).toContain('Money back');
  await close(page);
});

// proves AGT-07: the text in another language than the customer's, chosen by hand and sent as that response
test('a canned response is taken in another language by keys', async ({ page }) => {
  await signIn(page, 'mina');
  await work(page, `variant-${Date.now()}`, 'Where is my parcel?');
  await page.keyboard.press('r');
  await page.keyboard.type('/la');
  await expect(page.getByRole('option', { name: /I am sorry that your order is late/ })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('option', { name: /주문이 늦어져 죄송합니다/ })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('option', { name: /ご注文の遅れ/ })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.locator('.composer textarea')).toHaveValue(/^주문이 늦어져 죄송합니다/);
  await page.keyboard.press('Enter');
  await delivered(page, '주문이 늦어져 죄송합니다');
  await expect(page.locator('.message[data-kind="agent"]')).toContainText('from “Late delivery”');
  expect(await sent()).toContain('주문이 늦어져 죄송합니다');
  await close(page);
});

// proves AGT-04, AGT-14: by what a person is known, their way so far, and what is kept about them; also by two at the same time
test('the panel keeps tags and facts and shows the journey', async ({ page, browser }) => {
  await signIn(page, 'mina');
  const customer = `panel-${Date.now()}`;
  await work(page, customer, 'Where is my parcel?');
  await close(page);
  await page.waitForTimeout(500);
  await write(customer, { platform: 'line', account: 'demo-line', text: 'Hello again' });
  await expect(page.locator('.offer .primary')).toBeVisible({ timeout: times(30_000) });
  const panel = page.locator('.customer');
  await expect(panel).toContainText('Known as');
  await expect(panel.locator('.identities li')).toHaveCount(1);
  await expect(panel.locator('.journey li')).toHaveCount(1);
  await expect(panel.locator('.channels')).toContainText('LINE');
  await expect(panel).toContainText('Nothing is kept yet.');

  const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await signIn(other, 'sora');
  await other.goto(page.url());
  await other.locator('.customer').getByRole('button', { name: 'Edit' }).click();
  await expect(other.getByRole('dialog')).toBeVisible();

  await panel.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('VIP, 단골, VIP');
  await dialog.getByPlaceholder('What').fill('Shoe size');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(/needs both/);
  await dialog.getByPlaceholder('Value').fill('270');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(panel.locator('.chips .chip')).toHaveText(['VIP', '단골']);
  await expect(panel).toContainText('Shoe size');
  await expect(panel).toContainText('Saved by Mina');

  // The other had read it before: nothing is overwritten without a word.
  await other.getByRole('dialog').getByRole('textbox').first().fill('gold');
  await other.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(other.getByRole('dialog').getByRole('alert')).toHaveText(/Somebody else saved it/);
  await other.context().close();
  await expect(panel.locator('.chips .chip')).toHaveText(['VIP', '단골']);
  await expect(panel.locator('.journey li')).toContainText('On offer');
  await page.locator('.offer .primary').click();
  await expect(page.locator('.stage-mark')).toHaveAttribute('data-stage', 'with');
  await expect(panel.locator('.journey li')).toContainText('In work');
  await close(page);
});

// proves ADV-02: one click from a comment to the rule that caught it, its judgement, the rule that escalated it, and why this agent has it
test('a comment says why it is here', async ({ page }) => {
  await signIn(page, 'mina');
  const customer = `why-${Date.now()}`;
  const onQueue = page.locator('[data-presence="on_queue"]');
  if ((await onQueue.getAttribute('aria-pressed')) !== 'true') await onQueue.click();
  await expect(onQueue).toHaveAttribute('aria-pressed', 'true');
  const text = 'Where is my parcel? I have been waiting for two weeks and I am very angry.';
  await write(customer, { platform: 'instagram', account: 'demo-instagram', kind: 'comment', text });
  const row = page.locator('.row').filter({ hasText: 'Where is my parcel? I have been waiting' });
  await row.first().click();
  await page.locator('.offer .primary').click();
  await expect(page.locator('.stage-mark')).toHaveAttribute('data-stage', 'with');
  await page.getByRole('button', { name: 'Why here?' }).first().click();
  const why = page.getByRole('dialog', { name: 'Why this message is here' });
  await expect(why.locator('.why')).toContainText('topic delivery');
  await expect(why.locator('.why')).toContainText('“parcel”');
  await expect(why.locator('.why')).toContainText('Judged negative');
  await expect(why.locator('.why')).toContainText('care-en');
  await expect(why.locator('.why')).toContainText(/mina (was asked|came free|took it)/i);
  await expect(why.locator('.why-queries')).toContainText('delivery OR shipping');
  await expect(why.getByRole('row', { name: 'Sentiment is Negative Negative Yes' })).toBeVisible();
  expect(await violations(page, 'light')).toEqual([]);
  await page.keyboard.press('Escape');
  // The same by a key, for the newest message.
  await page.keyboard.press('w');
  await expect(why).toBeVisible();
  await page.keyboard.press('Escape');
  await close(page);
});

// proves AGT-05, SUP-02: a supervisor sees every line, what agents hold, and takes part without taking over
test("a supervisor's desk shows all lines and what others hold", async ({ page, browser }) => {
  await signIn(page, 'mina');
  const customer = `seen-${Date.now()}`;
  await work(page, customer, 'Where is my parcel?');
  const supervisor = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await signIn(supervisor, 'sora');
  await expect(supervisor.getByRole('navigation', { name: 'Inbox' }).getByRole('combobox')).toContainText('고객 지원');
  await expect(supervisor.getByRole('link', { name: 'Listening' })).toBeVisible();
  await supervisor.goto(page.url());
  await expect(supervisor.locator('.stage-mark')).toHaveText(/With Mina/);
  await expect(supervisor.locator('.bar')).toHaveText(/Mina has this conversation/);
  await supervisor.locator('.composer textarea').fill('Offer express');
  await supervisor.locator('.composer textarea').press('Enter');
  await expect(page.locator('.message[data-kind="note"]')).toContainText('Offer express');
  expect(await violations(supervisor, 'light')).toEqual([]);
  expect(await violations(supervisor, 'dark')).toEqual([]);
  await supervisor.context().close();
  await close(page);
});
