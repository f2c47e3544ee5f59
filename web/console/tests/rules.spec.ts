import { expect, test } from '@playwright/test';
import { signIn } from './desk';
import { comment } from './house';

// proves ING-05, ING-06, S5: a query shows what it catches while it is typed, and where it does not read, in the screen's language
test('a query is tried while it is typed', async ({ page }) => {
  const stamp = Date.now();
  const text = `Lovely delivery of the blimpet${stamp} and all, never late, thank you! <img src=x onerror=window.hacked=1>`;
  const id = await comment(`blimpet-${stamp}`, text);
  await signIn(page, 'admin');
  await page.goto('/admin/topics?id=new');
  const query = page.getByRole('textbox', { name: 'Query' });
  const preview = page.getByRole('group', { name: 'Preview' }).first();
  await query.fill(`blimpet${stamp} and late`);
  await expect(preview).toHaveAttribute('data-preview', '1');
  await expect(preview.locator(`li[data-mention="${id}"] .mention-text`)).toHaveText(text);
  await expect(preview.locator('mark')).toHaveText([`blimpet${stamp}`, 'and', 'late']);
  await expect(preview.locator('.warning')).toContainText('and');
  await expect(preview).toContainText('Delivery');
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();

  await query.fill(`blimpet${stamp} AND`);
  const mistake = page.locator('[data-mistake]');
  await expect(mistake).toHaveAttribute('data-mistake', String(`blimpet${stamp} AND`.indexOf('AND')));
  await expect(mistake.locator('mark')).toHaveText('A');
  await page.evaluate(() => localStorage.setItem('harken.language', 'ja'));
  await page.reload();
  await page.getByRole('textbox', { name: 'クエリ' }).fill('返品 AND');
  await expect(mistake).toContainText('AND の後に語が必要です');
  await page.getByRole('textbox', { name: '名前', exact: true }).fill('返品');
  await page.getByRole('textbox', { name: '短い名前' }).first().fill(`returns-${stamp}`);
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('.field-problem').filter({ hasText: 'AND の後に語が必要です' })).toHaveCount(2);
});

// proves ADV-01, ADV-08: a draft is tried on history and looked at beside the saved rules before it is saved
test('a draft is tried on history', async ({ page }) => {
  const stamp = Date.now();
  await comment(`wobble-${stamp}`, `Great delivery of the wobble${stamp}, thank you!`);
  await signIn(page, 'admin');
  await page.goto('/admin/topics?id=new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`Wobble ${stamp}`);
  await page.getByRole('textbox', { name: 'Query' }).fill(`wobble${stamp}`);
  const pane = page.getByRole('region', { name: 'Try it on history' });
  await expect(pane.locator('.lint')).toHaveAttribute('data-findings', '0');
  await pane.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(pane).toHaveAttribute('data-state', 'done');
  await expect(pane.locator('[data-sample="gained"]')).toHaveAttribute('data-count', '1');
  await expect(pane.locator('[data-sample="gained"] .mention-text')).toContainText(`wobble${stamp}`);
  await expect(pane.locator('[data-sample="missed"]')).toHaveAttribute('data-count', '0');
  await page.getByRole('textbox', { name: 'Query' }).fill(`wobble${stamp} OR nothing`);
  await expect(pane).toContainText('The rule was changed since');

  // An escalation rule: who would have been busy, and a rule that is never reached is told.
  await page.goto('/admin/rules?id=new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`Wobble ${stamp}`);
  await page.getByRole('combobox', { name: 'Field' }).selectOption('text');
  await page.getByRole('textbox', { name: 'Value' }).fill(`wobble${stamp}`);
  await page.getByRole('combobox', { name: 'Queue' }).selectOption('care-ko');
  await page.getByRole('spinbutton', { name: 'Number' }).fill('1');
  await expect(page.getByRole('group', { name: 'Preview' }).last()).toHaveAttribute('data-preview', '1');
  await pane.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(pane).toHaveAttribute('data-state', 'done');
  await expect(pane.locator('tr[data-queue="care-ko"] td').first()).toHaveText(/^[1-9]\d* instead of \d/);
});

// proves ADV-02, I18-01: the trace of a mention is an address, in three languages, and as data
test('why a post is here can be read in every language', async ({ page }) => {
  const stamp = Date.now();
  const text = `배송 trace${stamp} lovely delivery, thank you so much! <script>window.hacked=1</script>`;
  const id = await comment(`trace-${stamp}`, text);
  await signIn(page, 'sora');
  await page.goto('/performance/workspace/social/listening?period=1d&show=posts&topic=delivery');
  const row = page.locator(`tr[data-mention="${id}"]`);
  await expect(row.locator('.mention-text')).toHaveText(text);
  await row.getByRole('link', { name: 'Why' }).click();
  await expect(page).toHaveURL(new RegExp(`/performance/workspace/social/mentions/${id}$`));
  // The address changes before the page does: until then the list of posts stands there.
  await expect(page.locator('.trace-said li').first()).toBeVisible();
  await expect(page.locator('.card .mention-text')).toHaveText(text);
  await expect(page.locator('.card .mention-text mark').first()).toBeVisible();
  await expect(page.locator('[data-caught^="delivery/"]')).toContainText('catches it again');
  const said: string[] = [];
  for (const [tongue, letters] of [
    ['en', /[a-z]/],
    ['ko', /[가-힣]/],
    ['ja', /[ぁ-ん]/],
  ] as const) {
    await page.evaluate((one) => localStorage.setItem('harken.language', one), tongue);
    await page.reload();
    const sentences = page.locator('.trace-said li');
    await expect(sentences.first()).toHaveText(letters);
    said.push((await sentences.allTextContents()).join(' '));
  }
  expect(new Set(said).size).toBe(3);
  await page.locator('details.twin-frame summary').click();
  const data = JSON.parse((await page.locator('.trace-data').textContent()) ?? '') as { captured: { topic: string }[] };
  expect(data.captured.map((one) => one.topic)).toContain('delivery');
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
});
