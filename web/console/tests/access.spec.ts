import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { close, signIn, work } from './desk';

async function violations(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme });
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map((one) => `${scheme}: ${one.id} at ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

// proves AGT-24: no violation on any page, light and dark, and it is usable 360 pixels wide
test('axe finds nothing, and a narrow screen shows one thing at a time', async ({ page }) => {
  await page.goto('/desk');
  await expect(page.locator('#username')).toBeVisible();
  const found = [...(await violations(page, 'light')), ...(await violations(page, 'dark'))];
  await signIn(page, 'mina');
  found.push(...(await violations(page, 'light')));
  await work(page, `axe-${Date.now()}`, 'Where is my parcel? I am really angry.');
  await page.locator('.composer textarea').fill('/');
  await expect(page.getByRole('listbox')).toBeVisible();
  for (const scheme of ['light', 'dark'] as const) found.push(...(await violations(page, scheme)));
  await page.locator('.composer textarea').fill('');
  await page.keyboard.press('Escape');
  for (const key of ['t', 'c', '?']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await violations(page, 'dark')));
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  expect(found).toEqual([]);

  await page.setViewportSize({ width: 360, height: 740 });
  await expect(page.locator('.composer textarea')).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await close(page);
  if (await page.locator('.customer').isVisible()) await page.locator('.customer .icon-button').click();
  await page.getByRole('link', { name: 'Back to the inbox' }).click();
  await expect(page.locator('.inbox')).toBeVisible();
  await expect(page.locator('.stage')).toBeHidden();
});
