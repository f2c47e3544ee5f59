import AxeBuilder from '@axe-core/playwright';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { house } from '../../console/tests/house';
import { times } from '../../console/tests/times';

/** One pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const PASSWORD = 'harken-Demo-1';

/** The page of the company that shows the messenger. */
const page_of = (query = '') => `${house().console}/messenger/index.html${query}`;

async function openChat(page: Page, query = ''): Promise<void> {
  await page.goto(page_of(query));
  await page.locator('.opener').click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator('textarea').fill(text);
  await page.locator('textarea').press('Enter');
}

/** What stands in the log, without the words for screen readers and the times. */
const said = (page: Page) => page.locator('.row p').allTextContents();

/** A program of the agent Mina's, through the same doors as her desk. */
class Agent {
  private token = '';
  private keys = 0;

  async call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    if (this.token === '') this.token = await this.signIn();
    this.keys += 1;
    const answer = await fetch(`${house().api}/v1/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': `${process.pid}-${Date.now()}-${this.keys}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  }

  private async signIn(): Promise<string> {
    const { outputs } = (await (await fetch(`${house().console}/config.json`)).json()) as { outputs: Record<string, string> };
    const answer = await fetch(house().aws, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth',
      },
      body: JSON.stringify({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: outputs['UserPoolClientId'],
        AuthParameters: { USERNAME: 'mina', PASSWORD },
      }),
    });
    const { AuthenticationResult } = (await answer.json()) as { AuthenticationResult: { AccessToken: string } };
    return AuthenticationResult.AccessToken;
  }

  /** Goes on queue and takes whatever is offered, until a conversation holds these words; its id. */
  async takes(words: string): Promise<string> {
    for (let tries = 0; tries < 120; tries += 1) {
      // Whoever lets an offer run out is taken off the queue.
      if (tries % 20 === 0) await this.call('PUT', 'agents/me/presence', { presence: 'on_queue' });
      for (const box of ['offered', 'with']) {
        const { items } = (await this.call('GET', `inbox?box=${box}`)) as { items: { id: string; preview: string }[] };
        const found = items.find((one) => one.preview.includes(words));
        if (box === 'with' && found !== undefined) return found.id;
        // What other tests have left makes room.
        for (const one of items) {
          const move = box === 'offered' ? 'accept' : 'close';
          await this.call('POST', `conversations/${one.id}/${move}`, move === 'close' ? { code: 'other' } : undefined).catch(
            () => undefined,
          );
        }
      }
      await new Promise((done) => setTimeout(done, 500));
    }
    throw new Error(`nothing with "${words}" was offered`);
  }

  answers(conversation: string, body: Record<string, unknown>): Promise<unknown> {
    return this.call('POST', `conversations/${conversation}/replies`, body);
  }

  /** Answers with a file, as the desk does. */
  async sends(conversation: string, kind: string, type: string, name: string, bytes: Buffer): Promise<unknown> {
    const told = { kind, content_type: type, size: bytes.length };
    const room = (await this.call('POST', `conversations/${conversation}/uploads`, told)) as { upload: string; url: string };
    const put = await fetch(room.url, { method: 'PUT', headers: { 'Content-Type': type }, body: new Uint8Array(bytes) });
    expect(put.status).toBe(200);
    return this.answers(conversation, { extra: { carries: 'upload', upload: room.upload, kind, name } });
  }

  /** The files of a customer's newest message, once they are kept. */
  async kept(conversation: string): Promise<Record<string, unknown>[]> {
    const { items } = (await this.call('GET', `conversations/${conversation}/messages`)) as {
      items: { id: string; direction: string }[];
    };
    const newest = items.find((one) => one.direction === 'in');
    const asked = await this.call('GET', `conversations/${conversation}/messages/${newest?.id}/files`);
    return asked['files'] as Record<string, unknown>[];
  }
}

const mina = new Agent();
const unique = (words: string) => `${words} ${Date.now().toString(36)}`;

// proves CH-14, CH-34, RTE-05: both tabs, a reload and ten seconds without a network; nothing lost, nothing twice
test('one conversation in two tabs, over a reload and ten seconds offline', async ({ context }) => {
  const [first, second] = [await context.newPage(), await context.newPage()];
  const opening = unique('Where is my parcel?');
  await openChat(first);
  await say(first, opening);
  await expect.poll(() => said(first), { timeout: times(60_000) }).toEqual([opening]);
  await openChat(second);
  await expect.poll(() => said(second), { timeout: times(30_000) }).toEqual([opening]);
  const conversation = await mina.takes(opening);
  await mina.answers(conversation, { text: 'It left today.' });
  for (const tab of [first, second])
    await expect.poll(() => said(tab), { timeout: times(30_000) }).toEqual([opening, 'It left today.']);
  await expect(first.getByRole('status')).toContainText('talking with a colleague');
  await say(second, 'From the other tab');
  const three = [opening, 'It left today.', 'From the other tab'];
  for (const tab of [first, second]) await expect.poll(() => said(tab), { timeout: times(30_000) }).toEqual(three);

  await second.reload();
  await second.locator('.opener').click();
  await expect.poll(() => said(second), { timeout: times(30_000) }).toEqual(three);
  await second.close();

  await context.setOffline(true);
  const gone = Date.now();
  await say(first, 'Said while away');
  await mina.answers(conversation, { text: 'Answered meanwhile' });
  await expect(first.getByRole('status')).toContainText('No connection', { timeout: times(20_000) });
  await first.waitForTimeout(Math.max(0, 10_000 - (Date.now() - gone)));
  await context.setOffline(false);
  await expect
    .poll(async () => (await said(first)).slice(3).sort(), { timeout: times(30_000) })
    .toEqual(['Answered meanwhile', 'Said while away']);
  await expect.poll(() => first.locator('.row small').allTextContents()).not.toContain('Being sent');
  await first.waitForTimeout(3_000);
  expect((await said(first)).length).toBe(5);
});

// proves CH-22: what an answer carries is shown, and what was tapped comes back
test('choices, cards and a file; what was tapped comes back', async ({ page }) => {
  const opening = unique('Which shirt?');
  await openChat(page);
  await say(page, opening);
  const conversation = await mina.takes(opening);
  const card = {
    title: 'Shirt',
    text: 'In stock',
    buttons: [{ title: 'More', press: { does: 'open', url: 'https://shop.example/a' } }],
  };
  await mina.answers(conversation, { extra: { carries: 'cards', cards: [card] } });
  await expect(page.getByRole('link', { name: 'More' })).toHaveAttribute('href', 'https://shop.example/a', {
    timeout: times(30_000),
  });
  const choices = ['S', 'M'].map((title) => ({ id: `size-${title}`, title }));
  await mina.answers(conversation, { text: 'Which size?', extra: { carries: 'choices', choices, open: 'Sizes' } });
  await page.getByRole('button', { name: 'M', exact: true }).click({ timeout: times(30_000) });
  await expect.poll(() => said(page), { timeout: times(30_000) }).toContain('M');
  await expect(page.getByRole('button', { name: 'S', exact: true })).toBeDisabled();
  await expect
    .poll(async () => JSON.stringify(await mina.call('GET', `conversations/${conversation}/messages`)), {
      timeout: times(30_000),
    })
    .toContain('"reference":"size-M"');
});

/** Puts files on an element as a person would who pastes or drops them. */
const give = (page: Page, on: string, event: 'paste' | 'drop', name: string) =>
  page.locator(on).evaluate(
    (element, [event, name, picture]) => {
      const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type: 'image/png' }));
      const told = { bubbles: true, composed: true, cancelable: true };
      element.dispatchEvent(
        event === 'paste'
          ? new ClipboardEvent('paste', { ...told, clipboardData: data })
          : new DragEvent('drop', { ...told, dataTransfer: data }),
      );
    },
    [event, name, PICTURE.toString('base64')] as const,
  );

/** Pictures that are really there. */
const pictures = (page: Page) =>
  page.locator('.row img').evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length);

// proves CH-14, AGT-09, ING-17: chosen, pasted and dropped files reach the agent; the agent's are shown; what is not taken says why; links are
// made anew while the page stays open
test('files go both ways, and their links are made anew', async ({ page }) => {
  await page.clock.install();
  const opening = unique('A picture of it');
  await openChat(page);
  const chosen = page.waitForEvent('filechooser');
  await page.locator('textarea').press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Attach a file' })).toBeFocused();
  await page.keyboard.press('Enter');
  await (
    await chosen
  ).setFiles([
    { name: '영수증.png', mimeType: 'image/png', buffer: PICTURE },
    { name: 'setup.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') },
    { name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    { name: 'long.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(26 * 1024 * 1024) },
  ]);
  const drafts = page.locator('.drafts li');
  await expect(drafts.nth(1)).toContainText('This kind of file cannot be sent.', { timeout: times(30_000) });
  await expect(drafts.nth(2)).toContainText('The file is empty.');
  await expect(drafts.nth(3)).toContainText('more than 25 MB');
  await expect(page.locator('textarea')).toBeFocused();
  await give(page, 'textarea', 'paste', 'pasted.png');
  await give(page, '.panel', 'drop', 'sixth.png');
  await expect(drafts.nth(5)).toContainText('At most 5 files');
  for (const name of ['setup.exe', 'nothing.txt', 'long.mp4', 'sixth.png'])
    await page.getByRole('button', { name: `Remove ${name}` }).click();
  await give(page, '.panel', 'drop', 'dropped.png');
  await expect(drafts).toHaveCount(3);
  await expect(page.locator('.drafts progress')).toHaveCount(0, { timeout: times(30_000) });
  const found = await new AxeBuilder({ page }).include('harken-messenger').analyze();
  expect(found.violations).toEqual([]);
  await say(page, opening);
  await expect(drafts).toHaveCount(0);
  await expect.poll(() => pictures(page), { timeout: times(60_000) }).toBe(3);
  await expect(page.getByRole('img', { name: '영수증.png' })).toBeVisible();

  const conversation = await mina.takes(opening);
  await expect
    .poll(async () => (await mina.kept(conversation)).map((one) => [one['state'], one['name']]), { timeout: times(30_000) })
    .toEqual([
      ['ready', '영수증.png'],
      ['ready', 'pasted.png'],
      ['ready', 'dropped.png'],
    ]);
  await mina.sends(conversation, 'image', 'image/png', 'ours.png', PICTURE);
  await mina.sends(conversation, 'file', 'application/pdf', 'form.pdf', Buffer.from('%PDF-1.7\nA form'));
  await expect.poll(() => pictures(page), { timeout: times(30_000) }).toBe(4);
  const form = page.getByRole('link', { name: 'form.pdf' });
  await expect(form).toBeVisible({ timeout: times(30_000) });
  const links = () => page.locator('.row a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  const before = await links();
  expect(before.length).toBe(5);

  // The page stays open for more than an hour: every link is another, and there is nothing twice. Only the page's clock moves on; the signer's tells
  // seconds, and within one it signs the same link.
  await new Promise((done) => setTimeout(done, 1_100));
  await page.clock.fastForward(3_700_000);
  await expect.poll(async () => (await links()).filter((one) => before.includes(one)).length, { timeout: times(60_000) }).toBe(0);
  expect((await links()).length).toBe(5);
  await expect.poll(() => pictures(page), { timeout: times(30_000) }).toBe(4);
  const download = page.waitForEvent('download');
  await form.click();
  expect((await download).suggestedFilename()).toBe('form.pdf');

  // Words and files come back with the page.
  await page.reload();
  await page.locator('.opener').click();
  await expect.poll(() => pictures(page), { timeout: times(30_000) }).toBe(4);
  await expect(page.getByRole('link', { name: 'form.pdf' })).toBeVisible();
});

// proves CH-33: by keyboard alone, at 200 %, with nothing that axe finds
test('by keyboard alone, at 200 per cent, accessible', async ({ page }) => {
  // 200 % of a window of 1280 x 720 is one of 640 x 360.
  await page.setViewportSize({ width: 640, height: 360 });
  await page.goto(page_of());
  await page.keyboard.press('Tab');
  for (let presses = 0; presses < 10; presses += 1) {
    if ((await page.evaluate(() => document.activeElement?.localName)) === 'harken-messenger') break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Chat with us' });
  await expect(dialog).toBeVisible();
  const words = unique('By keyboard');
  await page.keyboard.type(words);
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('second line');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => said(page), { timeout: times(60_000) }).toEqual([`${words}\nsecond line`]);
  for (const part of [dialog, page.locator('textarea'), page.getByRole('button', { name: 'Send' })]) {
    const box = await part.boundingBox();
    expect(box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= 640 && box.y + box.height <= 360).toBe(true);
  }
  const found = await new AxeBuilder({ page }).include('harken-messenger').analyze();
  expect(found.violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.locator('.opener')).toBeFocused();
});

for (const [lang, title, write] of [
  ['en', 'Chat with us', 'Write a message'],
  ['ko', '문의하기', '메시지를 입력하세요'],
  ['ja', 'お問い合わせ', 'メッセージを入力'],
] as const) {
  // proves CH-14: three languages
  test(`in ${lang}, without a socket too`, async ({ page }) => {
    await openChat(page, `?lang=${lang}&silent`);
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
    await expect(page.getByLabel(write)).toBeFocused();
    const words = unique(lang);
    await say(page, words);
    await expect.poll(() => said(page), { timeout: times(60_000) }).toEqual([words]);
  });
}

// proves S10, CH-14: what either side writes is words; a page that is not named gets nothing
test('hostile words stay words, and a page that is not named is refused', async ({ page }) => {
  await openChat(page);
  const hostile = `<img src=x onerror="window.hacked=1">${Date.now()}`;
  await say(page, hostile);
  await expect.poll(() => said(page), { timeout: times(60_000) }).toEqual([hostile]);
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
  // The same files at another origin: the name of this machine instead of its address.
  const elsewhere = page_of().replace('127.0.0.1', 'localhost');
  await page.goto(elsewhere);
  await page.locator('.opener').click();
  await say(page, 'hello');
  await expect(page.getByText('No connection.')).toBeVisible({ timeout: times(20_000) });
});

// proves CH-33: the plain form, with scripts switched off
test('the plain form works without scripts', async ({ browser }) => {
  const context: BrowserContext = await browser.newContext({ javaScriptEnabled: false, locale: 'ko-KR' });
  const page = await context.newPage();
  await page.goto(`${house().api}/web/help/form`);
  const words = unique('양식으로');
  await page.getByLabel('메시지').fill(words);
  await page.getByRole('button', { name: '보내기' }).click();
  await expect(page.getByRole('status')).toBeVisible();
  await expect(async () => {
    await page.getByRole('button', { name: '답변 확인' }).click();
    await expect(page.getByRole('listitem')).toContainText(words, { timeout: 1_000 });
  }).toPass({ timeout: times(60_000) });
  expect(page.url()).toBe(`${house().api}/web/help/form`);
  await context.close();
});
