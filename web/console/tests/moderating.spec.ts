import { expect, type Page, test } from '@playwright/test';
import { close, signIn, violations, work } from './desk';
import { operations, write } from './house';

/** What Facebook was asked to do to comments. */
const asked = async () => (await operations('facebook')).filter((one) => /hide|like|delete/.test(one)).join(' ');

const dialog = (page: Page) => page.getByRole('dialog', { name: 'What to do with this public message' });

// proves AGT-23: what the channel can is done to a public message, by keyboard; what was done can be taken back; deleting is asked about
test('a public comment is hidden, shown again, liked and deleted', async ({ page }) => {
  const { keyboard } = page;
  await signIn(page, 'mina');
  const onQueue = page.locator('[data-presence="on_queue"]');
  if ((await onQueue.getAttribute('aria-pressed')) !== 'true') await onQueue.click();
  await expect(onQueue).toHaveAttribute('aria-pressed', 'true');
  const stamp = Date.now();
  const text = `${stamp} is my parcel number. It has not come for two weeks and I am very angry.`;
  await write(`angry-${stamp}`, { platform: 'facebook', account: 'demo-facebook', kind: 'comment', text });
  await page
    .locator('.row')
    .filter({ hasText: String(stamp) })
    .click();
  await page.locator('.offer .primary').click();
  await expect(page.locator('.stage-mark')).toHaveAttribute('data-stage', 'with');

  await keyboard.press('h');
  await expect(dialog(page).getByRole('option')).toHaveText([/^Hide/, /^Like/, /^Delete/]);
  await expect(dialog(page)).toContainText(text);
  expect(await violations(page, 'light')).toEqual([]);
  await keyboard.type('hide');
  await keyboard.press('Enter');
  const said = page.locator('.activity');
  await expect(said.filter({ hasText: 'hid a message' })).toHaveCount(1);
  await expect.poll(asked).toBe('hide');

  await keyboard.press('h');
  await expect(dialog(page).getByRole('option')).toHaveText([/^Show again/, /^Like/, /^Delete/]);
  await keyboard.press('Enter');
  await expect(said.filter({ hasText: 'showed a message again' })).toHaveCount(1);
  await keyboard.press('h');
  await keyboard.type('like');
  await keyboard.press('Enter');
  await expect(said.filter({ hasText: 'liked a message' })).toHaveCount(1);

  // By the pointer, from the message itself; going back from the question changes nothing.
  const way = page.getByRole('button', { name: 'Hide, like, delete…' });
  await way.click();
  await dialog(page)
    .getByRole('option', { name: /^Delete/ })
    .click();
  await expect(dialog(page)).toContainText('It cannot be brought back.');
  expect(await violations(page, 'dark')).toEqual([]);
  await dialog(page).locator('.editor-foot').getByRole('button', { name: 'Cancel' }).click();
  await dialog(page)
    .getByRole('option', { name: /^Delete/ })
    .click();
  await dialog(page).getByRole('button', { name: 'Delete it' }).click();
  await expect(said.filter({ hasText: 'deleted a message on the platform' })).toHaveCount(1);
  await expect.poll(asked).toBe('hide hide likes delete');
  await close(page);
});

// proves AGT-23: a private message, and a channel that cannot, offer nothing of it
test('nothing is offered where the channel cannot', async ({ page }) => {
  await signIn(page, 'mina');
  await work(page, `private-${Date.now()}`, 'Where is my parcel?');
  await expect(page.getByRole('button', { name: 'Why here?' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Hide, like, delete…' })).toHaveCount(0);
  await page.keyboard.press('h');
  await page.waitForTimeout(300);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await close(page);
});
