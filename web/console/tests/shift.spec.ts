import { expect, test } from '@playwright/test';
import { signIn, work } from './desk';
import { sent, write } from './house';

// proves AGT-01, AGT-07, AGT-10, AGT-19, AGT-24: a piece of work from sign-in to wrap-up, without a mouse
test('an agent signs in, takes a conversation, answers, notes and closes it by keyboard alone', async ({ page }) => {
  const customer = `ella-${Date.now()}`;
  const name = `Ella ${Date.now() % 100_000}`;
  const { keyboard } = page;

  await page.goto('/desk');
  await expect(page.locator('#username')).toBeFocused();
  await keyboard.type('mina');
  await keyboard.press('Tab');
  await keyboard.type('harken-Demo-1');
  await keyboard.press('Enter');

  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const onQueue = page.getByRole('button', { name: 'On queue', exact: true });
  if ((await onQueue.getAttribute('aria-pressed')) !== 'true') await keyboard.press('q');
  await expect(onQueue).toHaveAttribute('aria-pressed', 'true');
  await expect(onQueue).toBeEnabled();

  await write(customer, { platform: 'line', account: 'demo-line', kind: 'follow', name });
  await write(customer, { platform: 'line', account: 'demo-line', text: 'My parcel has not arrived yet. When will it come?' });
  const row = page.getByRole('navigation', { name: 'Inbox' }).getByRole('link', { name });
  await expect(row).toBeVisible();

  // The first press opens what is on offer, the second takes it.
  const head = page.getByRole('heading', { level: 1, name });
  for (let step = 0; step < 12 && !(await head.isVisible()); step += 1) {
    await keyboard.press('j');
    await page.waitForTimeout(150);
  }
  await expect(head).toBeVisible();
  await expect(page.getByRole('button', { name: /^Accept/ })).toBeEnabled();
  await keyboard.press('a');
  await expect(page.locator('.stage-mark')).toHaveText('In work');

  await keyboard.press('r');
  const reply = page.getByRole('textbox', { name: 'Reply' });
  await expect(reply).toBeFocused();
  await keyboard.type('/la');
  await expect(page.getByRole('option', { name: /Late delivery/ })).toBeVisible();
  await keyboard.press('Enter');
  await expect(reply).toHaveValue(/I am sorry that your order is late/);
  await keyboard.press('Enter');
  const answer = page.locator('.message[data-kind="agent"]').filter({ hasText: 'I am sorry that your order is late' });
  await expect(answer.locator('.delivery')).toHaveText(/Sent|Delivered|Read/);
  await expect(answer).toHaveCount(1);
  await expect(answer).toContainText('Late delivery');
  expect(await sent()).toContain('I am sorry that your order is late');

  await keyboard.press('Escape');
  await keyboard.press('n');
  await keyboard.type('Carrier asked, answer tomorrow');
  await keyboard.press('Enter');
  await expect(page.locator('.message[data-kind="note"]')).toContainText('Carrier asked, answer tomorrow');

  await keyboard.press('Alt+c');
  await expect(page.getByRole('dialog')).toBeVisible();
  await keyboard.type('deliv');
  await keyboard.press('Enter');
  await expect(page.locator('.stage-mark')).toHaveText('Closed');
  await expect(row).toHaveCount(0);
});

// proves I18-02: an input method's Enter finishes a word and sends nothing; shortcuts work while it is on
for (const [language, syllables, word, key] of [
  ['ko', ['ㅎ', '하', '한'], '한글', 'ㅓ'],
  ['ja', ['ｎ', 'に', 'にほ'], '日本', 'ま'],
] as const) {
  test(`Enter while composing never sends, and shortcuts work with ${language} input on`, async ({ page, context }) => {
    await signIn(page, 'mina');
    const customer = `compose-${language}-${Date.now()}`;
    await work(page, customer, 'Where is my order? It is late.');
    await page.keyboard.press('r');
    const area = page.locator('.composer textarea');
    await expect(area).toBeFocused();
    const session = await context.newCDPSession(page);
    for (const text of syllables)
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    const before = await page.locator('.message[data-kind="agent"]').count();
    // What a browser tells of an Enter that an input method takes for itself.
    await area.evaluate((element) =>
      element.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
      ),
    );
    await area.evaluate((element) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true });
      Object.defineProperty(event, 'keyCode', { value: 229 });
      element.dispatchEvent(event);
    });
    await session.send('Input.insertText', { text: word });
    await expect(area).toHaveValue(word);
    await page.waitForTimeout(300);
    expect(await page.locator('.message[data-kind="agent"]').count()).toBe(before);
    await page.keyboard.press('Enter');
    await expect(page.locator('.message[data-kind="agent"]').filter({ hasText: word })).toHaveCount(1);

    await page.keyboard.press('Escape');
    await page.evaluate(
      (pressed) =>
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key: pressed, code: 'KeyC', bubbles: true, cancelable: true }),
        ),
      key,
    );
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.type('other');
    await page.keyboard.press('Enter');
    await expect(page.locator('.stage-mark')).toHaveText('Closed');
  });
}

// proves RTE-17: passed on with words for the next one, it is nobody's here any more
test('a conversation is transferred to another queue by keyboard', async ({ page }) => {
  await signIn(page, 'mina');
  const customer = `move-${Date.now()}`;
  await work(page, customer, 'Where is my order?');
  await page.keyboard.press('t');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('She writes Japanese');
  await page.keyboard.press('Tab');
  await page.keyboard.type('care-ja');
  await expect(page.getByRole('option').first()).toContainText('日本語');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /not yours to see/ })).toBeVisible();
  await expect(page.locator('.row').filter({ hasText: customer })).toHaveCount(0);
});
