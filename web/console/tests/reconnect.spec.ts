import { expect, test } from '@playwright/test';
import { close, signIn, work } from './desk';
import { write } from './house';

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
  await expect(page.locator('.line-state')).toHaveAttribute('data-state', 'live', { timeout: 20_000 });
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
