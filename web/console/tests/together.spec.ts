import { expect, test } from '@playwright/test';
import { close, signIn } from './desk';
import { write } from './house';

// proves AGT-15: two people see one claim, and what one has taken is locked to the other
test('what one takes, the other sees taken', async ({ browser }) => {
  const [one, other] = await Promise.all([browser.newPage(), browser.newPage()]);
  await signIn(one, 'sora');
  await signIn(other, 'mina');
  // Nobody is on queue, so it waits and can be taken by whoever is first.
  const offQueue = other.locator('[data-presence="off_queue"]');
  await offQueue.click();
  await expect(offQueue).toBeEnabled();
  await expect(offQueue).toHaveAttribute('aria-pressed', 'true');

  const customer = `both-${Date.now()}`;
  await write(customer, { platform: 'line', account: 'demo-line', kind: 'follow', name: customer });
  await write(customer, { platform: 'line', account: 'demo-line', text: 'Where is my order?' });
  for (const page of [one, other]) {
    await page.locator('.row').filter({ hasText: customer }).click();
    await expect(page.locator('.offer .primary')).toHaveText(/Take/);
  }
  await one.keyboard.press('a');
  await expect(one.locator('.stage-mark')).toHaveAttribute('data-stage', 'with');
  await expect(other.locator('.stage-mark')).toHaveText(/With sora/i);
  await expect(other.locator('.offer')).toHaveCount(0);
  await expect(other.locator('.row').filter({ hasText: customer })).toHaveCount(0);
  await expect(other.getByRole('button', { name: 'Reply' })).toHaveCount(0);
  await close(one);
  await expect(other.locator('.stage-mark')).toHaveAttribute('data-stage', 'closed');

  // proves SEC-01: who has signed out is asked again
  await one.getByRole('button', { name: /^Sora/ }).click();
  await one.getByRole('button', { name: 'Sign out' }).click();
  await expect(one.locator('#username')).toBeVisible();
});
