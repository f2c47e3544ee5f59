import { expect, type Page, test } from '@playwright/test';
import { close, signIn, violations, work } from './desk';
import { ask, house } from './house';
import { times } from './times';

/** A square of one colour. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mM4EaBBEmIY1TCqYfhqAAC/xkAQBZlNgAAAAABJRU5ErkJggg==',
  'base64',
);
/** What has arrived: not on its way, and not failed. */
const ARRIVED = '.attached:not([data-upload])';
const TELEGRAM = { platform: 'telegram', account: 'demo-telegram' };

type Chosen = { name: string; mimeType: string; buffer: Buffer };

/** By the shortcut and the browser's own choice of files. */
async function choose(page: Page, file: Chosen): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Alt+u');
  await (await chooser).setFiles(file);
}

/** As if files were pasted into the field or dropped upon it. */
async function give(page: Page, how: 'paste' | 'drop', { name, mimeType, buffer }: Chosen): Promise<void> {
  await page.locator('.composer textarea').evaluate(
    (area, { how, name, mimeType, base64 }) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], name, { type: mimeType }));
      const given = { bubbles: true, cancelable: true };
      if (how === 'paste') area.dispatchEvent(new ClipboardEvent('paste', { ...given, clipboardData: data }));
      else {
        area.dispatchEvent(new DragEvent('dragover', { ...given, dataTransfer: data }));
        area.dispatchEvent(new DragEvent('drop', { ...given, dataTransfer: data }));
      }
    },
    { how, name, mimeType, base64: buffer.toString('base64') },
  );
}

// proves AGT-09, CH-21: a picture of the agent's computer is attached by keyboard, kept in the draft, sent, shown to colleagues, and seen by the customer
test('a picture is attached by keyboard and the customer sees it', async ({ page, context }) => {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      (window as unknown as { broken: string[] }).broken = [event.violatedDirective];
    });
  });
  await signIn(page, 'mina');
  const customer = `upload${Date.now()}`;
  await work(page, customer, 'Where is my receipt?', TELEGRAM);
  const area = page.locator('.composer textarea');
  await page.keyboard.press('r');
  await page.keyboard.type('Here it is');
  await choose(page, { name: '영수증.png', mimeType: 'image/png', buffer: PNG });
  await expect(page.locator(ARRIVED)).toContainText('영수증.png');
  await expect(page.locator('.attached-notice')).toHaveCount(0);
  await page.reload();
  await expect(page.locator('.attached')).toContainText('영수증.png');
  await expect(area).toHaveValue('Here it is');
  expect(await violations(page, 'light')).toEqual([]);
  await page.keyboard.press('r');
  await page.keyboard.press('Enter');
  const answer = page.locator('.message[data-kind="agent"]').filter({ hasText: 'Here it is' });
  await expect(answer.locator('.delivery')).toHaveText(/Sent|Delivered|Read/, { timeout: times(30_000) });
  const shown = answer.locator('.kept-picture img');
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(16);
  await expect(page.locator('.attached')).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { broken?: string[] }).broken)).toBeUndefined();

  const theirs = await context.newPage();
  await theirs.goto(house().simulator);
  await theirs.locator('#account').selectOption('telegram/demo-telegram');
  await theirs.locator('#customer').fill(customer);
  const picture = theirs.locator('#talk img');
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(16);
  await expect(theirs.locator('#talk')).toContainText('Here it is');
  await theirs.close();
  await close(page);
});

// proves AGT-09: what does not go is said with its reason before it is sent; what pretends to be a picture does not go out
test('what the channel does not take is refused with the reason', async ({ page }) => {
  await signIn(page, 'mina');
  await work(page, `refused-${Date.now()}`, 'Where is my receipt?');
  await page.keyboard.press('r');
  const line = page.locator('.attached');
  await choose(page, { name: 'dance.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a') });
  await expect(line.getByRole('alert')).toHaveText('LINE does not show this type of file here. It takes JPEG, PNG.');
  expect(await violations(page, 'dark')).toEqual([]);
  await line.getByRole('button', { name: 'Remove' }).click();
  await expect(line).toHaveCount(0);
  await give(page, 'drop', { name: 'big.png', mimeType: 'image/png', buffer: Buffer.concat([PNG, Buffer.alloc(1 << 20)]) });
  await expect(line.getByRole('alert')).toHaveText('The file is too large: at most 1 MB.');
  await give(page, 'paste', { name: 'image.png', mimeType: 'image/png', buffer: PNG });
  await expect(page.locator(ARRIVED)).toContainText('image.png');
  await expect(line.getByRole('alert')).toHaveCount(0);
  await line.getByRole('button', { name: 'Remove' }).click();

  // The upload itself fails once: nothing is lost, and it can be tried again.
  await page.route('**/uploads/**', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await give(page, 'drop', { name: 'late.png', mimeType: 'image/png', buffer: PNG });
  await expect(line.getByRole('alert')).toHaveText('It could not be uploaded. Nothing was sent; try again.');
  await page.unroute('**/uploads/**');
  await line.getByRole('button', { name: 'Try again' }).click();
  await expect(line.getByRole('alert')).toHaveCount(0);
  await expect(page.locator(ARRIVED)).toContainText('late.png');
  await line.getByRole('button', { name: 'Remove' }).click();

  // A page that calls itself a picture.
  const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  await choose(page, { name: 'harmless.png', mimeType: 'image/png', buffer: script });
  await expect(page.locator(ARRIVED)).toContainText('harmless.png');
  await page.locator('.composer textarea').focus();
  await page.keyboard.press('Enter');
  const stuck = page.locator('.message[data-kind="agent"]').filter({ hasText: 'harmless.png' });
  await expect(stuck.getByRole('alert')).toContainText('The file could harm a computer. It was not sent.');
  await stuck.getByRole('button', { name: 'Discard' }).click();
  await expect(stuck).toHaveCount(0);
  await close(page);

  // A channel without files: the button is there, and says why it does nothing.
  await work(page, `nofile${Date.now() % 1e8}`, 'Where is my receipt?', { platform: 'x', account: 'demo-x' });
  const button = page.getByRole('button', { name: 'Upload a file' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription('X takes no files here');
  await page.keyboard.press('r');
  await page.keyboard.press('Alt+u');
  await expect(page.locator('.notices')).toContainText('X takes no files here');
  await close(page);
});

// proves S4: the signed address takes one type and one size; the API gives none to who does not have the conversation
test('the bucket takes only what was signed', async ({ page }) => {
  await signIn(page, 'mina');
  await work(page, `signed-${Date.now()}`, 'Where is my receipt?');
  const id = page.url().split('/').at(-1)?.split('?')[0] ?? '';
  const body = { kind: 'image', content_type: 'image/png', size: PNG.length };
  const { url } = (await ask('mina', 'POST', `conversations/${id}/uploads`, body)) as { url: string };
  const put = async (bytes: Buffer, type: string, to = url) =>
    (await fetch(to, { method: 'PUT', headers: { 'Content-Type': type }, body: new Uint8Array(bytes) })).status;
  expect(await put(PNG, 'text/html')).toBe(403);
  expect(await put(Buffer.concat([PNG, PNG]), 'image/png')).toBe(403);
  expect(await put(PNG, 'image/png', url.replace('/uploads/', '/media/'))).toBe(403);
  expect((await fetch(url)).status).toBe(403);
  expect(await put(PNG, 'image/png')).toBe(200);
  await expect(ask('sora', 'POST', `conversations/${id}/uploads`, body)).rejects.toThrow(/409.*held_by/);
  await close(page);
});
