import { expect, test } from '@playwright/test';
import { signIn } from './desk';
import { WATCHED } from './watch.setup';

// proves ALR: an alert is listed with its cause and history, says who sees to it, and every word in it is text
test('an alert opens by itself and shows where it comes from', async ({ page }) => {
  // Rules are read every five minutes; `watch.setup.ts` began before the first test.
  test.setTimeout(420_000);
  await signIn(page, 'sora');
  await page.goto('/performance/alerts');
  const row = page.locator('.admin-row').filter({ hasText: 'Watched' });
  await expect(row).toBeVisible({ timeout: 400_000 });
  await expect(row).toHaveAttribute('data-state', /open|worsening/);
  await expect(page.locator('.badge.alarm')).toHaveText(/\d/);
  await row.click();
  const detail = page.locator('.alert-detail');
  await expect(detail.locator('.loud li').first()).toContainText('watched-');
  await expect(detail.locator('.post-list li').first()).toContainText('onerror');
  await expect(detail.locator('.alert-steps li').first()).toHaveAttribute('data-change', 'opened');
  const marked = detail.locator('rect[data-marked="true"]');
  await expect
    .poll(() => marked.evaluateAll((bars) => Math.max(...bars.map((bar) => Number(bar.getAttribute('height'))))))
    .toBeGreaterThan(10);
  await expect(detail.locator('script, img, iframe')).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
  await detail.getByRole('button', { name: 'I see to it' }).click();
  await expect(detail).toContainText('Sora sees to it');
  // It is an address: another look finds it open.
  await page.reload();
  await expect(detail).toContainText('Sora sees to it');
  await detail.getByRole('link', { name: 'All posts of these days' }).click();
  await expect(page.locator('.posts .mentions-count')).toHaveAttribute('data-count', /^[3-9]|\d\d/);
});

// proves SUP-03, ALR: a rule is made on the screen, refused at the field in the screen's language
test('an alert rule is made, refused in Korean, changed and deleted', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('harken.language', 'ko'));
  await signIn(page, 'admin');
  const name = `Rule ${Date.now()}`;
  await page.goto('/admin/alert-rules?id=new');
  await page.getByRole('textbox', { name: '이름', exact: true }).fill(name);
  await page.getByRole('combobox', { name: '주제' }).selectOption(WATCHED.topic);
  await page.getByRole('combobox', { name: '지켜볼 것' }).selectOption('threshold');
  await page.getByRole('spinbutton', { name: '시간 안에' }).fill('500');
  await page.getByRole('button', { name: '저장' }).click();
  await expect(page.locator('.field-problem')).toHaveText('1부터 168까지 됩니다.');
  await page.getByRole('spinbutton', { name: '시간 안에' }).fill('2');
  await page.getByRole('button', { name: '저장' }).click();
  const row = page.locator('.admin-row').filter({ hasText: name });
  await expect(row).toContainText('몇 시간 안의 건수');
  await row.click();
  await expect(page.getByRole('spinbutton', { name: '시간 안에' })).toHaveValue('2');
  await page.getByRole('button', { name: '삭제' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '삭제' }).click();
  await expect(row).toHaveCount(0);
});
