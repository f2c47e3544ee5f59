import { expect, test } from '@playwright/test';
import { signIn } from './desk';
import { ask } from './house';

async function requires(required: boolean): Promise<void> {
  const own = (await ask('admin', 'GET', 'workspace')) as { zone: string; noise_sample: boolean };
  await ask('admin', 'PUT', 'workspace', { zone: own.zone, noise_sample: own.noise_sample, require_backtest: required });
}

test.afterEach(async () => {
  await requires(false);
});

// proves ADV-01: where the workspace says so, a rule is saved only after exactly this rule was tried on history, and the form leads there
test('a rule is saved after it was tried on history', async ({ page }) => {
  const stamp = Date.now();
  const name = `Tried ${stamp}`;
  await signIn(page, 'admin');
  await page.goto('/admin/workspace');
  await page.getByRole('checkbox', { name: /must be tried on history/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  await page.goto('/admin/rules?id=new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('combobox', { name: 'Field' }).selectOption('text');
  await page.getByRole('textbox', { name: 'Value' }).fill(`tried${stamp}`);
  await page.getByRole('spinbutton', { name: /first answer/i }).fill('30');
  const row = page.locator('.admin-row').filter({ hasText: name });
  const save = page.getByRole('button', { name: 'Save' });
  const note = page.locator('[data-tried]');
  const pane = page.getByRole('region', { name: 'Try it on history' });
  await save.click();
  await expect(note).toHaveAttribute('data-tried', 'false');
  await expect(row).toHaveCount(0);

  await note.getByRole('button', { name: 'Try it below' }).click();
  await expect(pane.getByRole('button', { name: 'Run', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(pane).toHaveAttribute('data-state', 'done');
  await expect(note).toHaveAttribute('data-tried', 'true');
  await save.click();
  await expect(row).toBeVisible();

  // Changed once more it is another rule; another name it may have at once.
  await expect(page).toHaveURL(/id=tried-/);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`${name} indeed`);
  await save.click();
  await expect(page.locator('.admin-row').filter({ hasText: `${name} indeed` })).toBeVisible();
  await page.getByRole('textbox', { name: 'Value' }).fill(`tried${stamp} OR again${stamp}`);
  await save.click();
  await expect(note).toHaveAttribute('data-tried', 'false');
  await pane.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(note).toHaveAttribute('data-tried', 'true');
  await save.click();
  await expect(note).toHaveCount(0);
  await expect(row).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Value' })).toHaveValue(`tried${stamp} OR again${stamp}`);
  // Whoever made it tried it: an earlier version that was tried within the week comes back at once.
  await page.getByText('Earlier versions').click();
  await page.getByRole('button', { name: 'Bring version 1 back' }).click();
  await expect(page.getByRole('textbox', { name: 'Value' })).toHaveValue(`tried${stamp}`);
});

// proves ADV-01: an earlier version that was never tried goes into the form, where it can be
test('an untried version is tried in the form', async ({ page }) => {
  const stamp = Date.now();
  const id = `untried-${stamp}`;
  const rule = (value: string) => ({
    name: id,
    number: 900,
    condition: { field: 'text', operator: 'matches', value },
    outcome: { then: 'no_action' },
  });
  for (const value of [`first${stamp}`, `second${stamp}`]) await ask('admin', 'PUT', `rules/${id}`, rule(value));
  await requires(true);
  await signIn(page, 'admin');
  await page.goto(`/admin/rules?id=${id}`);
  const value = page.getByRole('textbox', { name: 'Value' });
  await expect(value).toHaveValue(`second${stamp}`);
  await page.getByText('Earlier versions').click();
  await page.getByRole('button', { name: 'Bring version 1 back' }).click();
  await expect(value).toHaveValue(`first${stamp}`);
  await expect(page.locator('.notice')).toContainText('must be tried first');
  const pane = page.getByRole('region', { name: 'Try it on history' });
  await pane.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(pane).toHaveAttribute('data-state', 'done');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('[data-version="3"]')).toBeVisible();
  expect(((await ask('admin', 'GET', `rules/${id}`)) as { version: number }).version).toBe(3);
});
