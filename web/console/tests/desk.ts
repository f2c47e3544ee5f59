import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { write } from './house';
import { times } from './times';

export async function signIn(page: Page, who: string): Promise<void> {
  await page.goto('/desk');
  await page.locator('#username').fill(who);
  await page.locator('#password').fill('harken-Demo-1');
  await page.keyboard.press('Enter');
  await expect(page.locator('.line-state')).toHaveAttribute('data-state', 'live', { timeout: times(60_000) });
}

/** Goes on queue; a customer writes, on LINE or elsewhere; their conversation is opened and accepted. */
export async function work(
  page: Page,
  customer: string,
  text: string,
  on: { platform: string; account: string } = { platform: 'line', account: 'demo-line' },
): Promise<void> {
  const onQueue = page.locator('[data-presence="on_queue"]');
  if ((await onQueue.getAttribute('aria-pressed')) !== 'true') await onQueue.click();
  await expect(onQueue).toHaveAttribute('aria-pressed', 'true');
  await expect(onQueue).toBeEnabled();
  if (on.platform === 'line') await write(customer, { ...on, kind: 'follow', name: customer });
  // Elsewhere a name comes with the message.
  await write(customer, { ...on, text, name: customer });
  await page
    .locator('.row')
    .filter({ hasText: customer })
    .click({ timeout: times(60_000) });
  await page.locator('.offer .primary').click();
  await expect(page.locator('.stage-mark')).toHaveAttribute('data-stage', 'with');
}

/** Closes the open conversation by keys, so that the agent has room again. */
export async function close(page: Page): Promise<void> {
  await page.keyboard.press('Alt+c');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('other');
  await page.keyboard.press('Enter');
  await expect(page.locator('.stage-mark')).toHaveAttribute('data-stage', 'closed');
}

/**
 * What axe finds wrong on the page as it is now, in one of the colour schemes; all of its rules, or some. In its light mode, which looks at frames of
 * other origins not at all: the pages have none, and their policy allows none.
 */
export async function violations(page: Page, scheme: 'light' | 'dark', rules?: readonly string[]): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme });
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const found = await (rules === undefined ? axe : axe.withRules([...rules])).analyze();
  return found.violations.map((one) => `${scheme}: ${one.id} at ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
