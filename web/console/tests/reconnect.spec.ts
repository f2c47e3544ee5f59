import { expect, test } from '@playwright/test';
import { close, signIn, work } from './desk';
import { write } from './house';
import { times } from './times';

// proves AGT-25: the connection is cut in the middle; afterwards everything is there, once, in order
test('a cut connection loses nothing', async ({ page, context }) => {
  await signIn(page, 'mina');
  const customer = `cut-${Date.now()}`;
  await work(page, customer, 'first, where is my order?');
  await context.setOffline(true);
  await expect(page.locator('.line-state')).toHaveAttribute('data-state', 'offline');
  for (const text of ['second', 'third', 'fourth']) await write(customer, { platform: 'line', account: 'demo-line', text });

  // An answer written meanwhile waits with its reason; it is sent once, when the agent says so.
  await page.locator('.composer textarea').fill('written while offline');
  await page.keyboard.press('Enter');
  const answer = page.locator('.message').filter({ hasText: 'written while offline' });
  await expect(answer.locator('.delivery')).toHaveAttribute('data-state', 'failed');

  await context.setOffline(false);
  await expect(page.locator('.line-state')).toHaveAttribute('data-state', 'live', { timeout: times(20_000) });
  const said = page.locator('.message[data-kind="customer"] .bubble');
  await expect(said).toHaveText(['first, where is my order?', 'second', 'third', 'fourth']);
  // The first try has the key and the words it had: it is refused, for the customer has written since. The second is meant so.
  await answer.getByRole('button', { name: 'Send again' }).click();
  await expect(answer).toContainText('The customer has written in the meantime');
  await answer.getByRole('button', { name: 'Send again' }).click();
  await expect(answer.locator('.delivery')).toHaveText(/Sent|Delivered|Read/);
  await expect(answer).toHaveCount(1);
  await close(page);
});

// proves AGT-25: cut for twenty seconds in the middle of a stream of messages; afterwards the screen is what a new one shows
test('a cut of 20 s in the middle of a stream leaves the same screen as none', async ({ page, context, browser }) => {
  await signIn(page, 'mina');
  const customer = `stream-${Date.now()}`;
  await work(page, customer, 'message 0, where is my order?');
  const said = page.locator('.message[data-kind="customer"] .bubble');
  let sent = 0;
  let going = true;
  // A customer who does not stop writing, and another conversation that comes up meanwhile.
  const stream = (async () => {
    while (going) {
      sent += 1;
      await write(customer, { platform: 'line', account: 'demo-line', text: `message ${sent}` });
      await new Promise((done) => setTimeout(done, 700));
    }
  })();
  await expect(said.nth(1)).toBeVisible();
  await context.setOffline(true);
  await expect(page.locator('.line-state')).toHaveAttribute('data-state', 'offline');
  const before = await said.count();
  const newcomer = `newcomer-${Date.now()}`;
  await write(newcomer, { platform: 'line', account: 'demo-line', kind: 'follow', name: newcomer });
  await write(newcomer, { platform: 'line', account: 'demo-line', text: 'Is anybody there? My parcel is lost.' });
  await page.waitForTimeout(20_000);
  expect(await said.count()).toBe(before);
  await context.setOffline(false);
  await expect(page.locator('.line-state')).toHaveAttribute('data-state', 'live', { timeout: times(30_000) });
  await page.waitForTimeout(2_000);
  going = false;
  await stream;
  await expect(said).toHaveCount(sent + 1, { timeout: times(60_000) });
  expect(await said.allTextContents()).toEqual([
    'message 0, where is my order?',
    ...Array.from({ length: sent }, (_, index) => `message ${index + 1}`),
  ]);
  await expect(page.locator('.row').filter({ hasText: newcomer })).toBeVisible();

  // What a screen shows that was never cut: everything the same.
  const picture = async (on: typeof page) => ({
    rows: await on.locator('.row-name').allTextContents(),
    badges: await on.locator('.row .badge').allTextContents(),
    thread: (await on.locator('.thread :is(.bubble, .activity > span)').allTextContents()).slice(-40),
    stage: await on.locator('.stage-mark').textContent(),
  });
  const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await signIn(other, 'mina');
  await other.locator('.row').filter({ hasText: customer }).click();
  await expect(other.locator('.message[data-kind="customer"] .bubble').last()).toHaveText(`message ${sent}`);
  await expect
    .poll(async () => JSON.stringify(await picture(page)) === JSON.stringify(await picture(other)), { timeout: times(20_000) })
    .toBe(true);
  await other.context().close();
  await close(page);
  await page.locator('.row').filter({ hasText: newcomer }).click();
  await page.locator('.offer .primary').click();
  await expect(page.locator('.stage-mark')).toHaveAttribute('data-stage', 'with');
  await close(page);
});
