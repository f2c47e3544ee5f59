import { expect, test } from '@playwright/test';
import { close, signIn, work } from './desk';
import { misbehave, write, writeMany } from './house';
import { times } from './times';

// proves AGT-03: scrolled by keys to its beginning and back, a long thread has no gap and no repeat
test('a long thread is read to its beginning', async ({ page }) => {
  await signIn(page, 'mina');
  const customer = `long-${Date.now()}`;
  const texts = Array.from({ length: 180 }, (_, index) => `Line ${index + 1}: where is my parcel?`);
  await work(page, customer, texts[0] ?? '');
  await writeMany(customer, texts.slice(1));
  const said = page.locator('.message[data-kind="customer"] .bubble');
  await expect(said.last()).toHaveText(texts.at(-1) ?? '', { timeout: times(30_000) });
  await expect(said.last()).toBeInViewport();
  // Only the newest page is asked for when it is opened anew.
  await page.reload();
  await expect(said.last()).toHaveText(texts.at(-1) ?? '');
  expect(await said.count()).toBeLessThan(texts.length);

  // What is being read stays where it is while an older page comes in above it.
  const thread = page.locator('.thread');
  const before = await said.count();
  const place = await thread.evaluate((element) => {
    element.scrollTop = 500;
    return (
      [...element.querySelectorAll('.message')].find((one) => one.textContent?.includes('Line 140:'))?.getBoundingClientRect()
        .y ?? 0
    );
  });
  await expect.poll(() => said.count()).toBeGreaterThan(before);
  await page.waitForTimeout(200);
  const read = page.locator('.message').filter({ hasText: 'Line 140:' });
  expect(Math.abs((await read.evaluate((element) => element.getBoundingClientRect().y)) - place)).toBeLessThan(3);

  await thread.focus();
  for (let step = 0; step < 60 && (await page.getByText('Beginning of the thread').count()) === 0; step += 1) {
    const top = page.locator('.message[data-kind="customer"] .bubble').first();
    await page.keyboard.press('Home');
    await expect(top).toBeAttached();
    await page.waitForTimeout(120);
  }
  await expect(page.getByText('Beginning of the thread')).toBeAttached();
  expect(await said.allTextContents()).toEqual(texts);
  await page.keyboard.press('End');
  await expect(said.last()).toBeInViewport();
  await close(page);
});

// proves AGT-20: a message that failed says so with its reason, and is sent once when it is sent again
test('an answer the platform refuses can be sent again', async ({ page }) => {
  await signIn(page, 'mina');
  await work(page, `fail-${Date.now()}`, 'Where is my order?');
  await misbehave(['push', 'reply'].map((operation) => ({ platform: 'line', operation, kind: 'status', code: 400, times: 1 })));
  try {
    await page.locator('.composer textarea').fill('On its way');
    await page.keyboard.press('Enter');
    const answer = page.locator('.message[data-kind="agent"]').filter({ hasText: 'On its way' });
    await expect(answer.locator('.delivery')).toHaveText('Not sent', { timeout: times(30_000) });
    await expect(answer.locator('.delivery-why')).not.toBeEmpty();
    await misbehave([]);
    await answer.getByRole('button', { name: 'Send again' }).click();
    await expect(answer.locator('.delivery')).toHaveText(/Sent|Delivered|Read/, { timeout: times(30_000) });
    await expect(answer).toHaveCount(1);
  } finally {
    await misbehave([]);
  }
  await close(page);
});

// proves AGT-02: going to and fro keeps what was begun, and unanswered messages are counted
test('drafts stay with their conversations', async ({ page }) => {
  await signIn(page, 'mina');
  const [one, other] = [`one-${Date.now()}`, `other-${Date.now()}`];
  await work(page, one, 'Where is my first order?');
  const area = page.locator('.composer textarea');
  await area.fill('Dear first,');
  await work(page, other, 'Where is my second order?');
  await expect(area).toHaveValue('');
  await write(one, { platform: 'line', account: 'demo-line', text: 'Hello?' });
  const row = page.locator('.row').filter({ hasText: one });
  await expect(row.locator('.badge')).toHaveText('2');
  await expect(row).toContainText('Draft');
  await row.click();
  await expect(area).toHaveValue('Dear first,');
  await area.fill('');
  await close(page);
  await page.locator('.row').filter({ hasText: other }).click();
  await close(page);
});
