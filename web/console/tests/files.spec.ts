import { expect, test } from '@playwright/test';
import { close, signIn, violations, work } from './desk';
import { house, write } from './house';

/** "MZ": a program, whatever it calls itself. */
const PROGRAM = { base64: 'TVqQAAMAAAAEAAAA', content_type: 'application/pdf', file_name: 'invoice.pdf' };

// proves ING-17, AGT-03, S4: what a customer sends is shown from the company's own storage by a link that ends, and never from where it came
test("a customer's picture is shown in the thread, and what would harm is named and not linked", async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      (window as unknown as { broken: string[] }).broken = [event.violatedDirective];
    });
  });
  await signIn(page, 'mina');
  const customer = `files-${Date.now()}`;
  await work(page, customer, 'Look at what has arrived');
  await write(customer, { platform: 'line', account: 'demo-line', kind: 'image' });
  const picture = page.locator('.message[data-kind="customer"] .kept-picture img');
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const source = new URL((await picture.getAttribute('src')) ?? '');
  expect(source.host).toBe(new URL(house().aws).host);
  expect(source.searchParams.get('X-Amz-Expires')).toBe('300');

  await write(customer, { platform: 'line', account: 'demo-line', kind: 'file', media: PROGRAM });
  const refused = page.locator('.kept-file[data-file="unkept"]');
  await expect(refused).toContainText('It was not kept: it could harm a computer.');
  await expect(refused.locator('a')).toHaveCount(0);
  expect(await violations(page, 'light')).toEqual([]);
  const own = [house().console, house().api, house().aws].map((address) => new URL(address).host);
  expect(asked.filter((url) => /^http/.test(url) && !own.includes(new URL(url).host))).toEqual([]);
  expect(await page.evaluate(() => (window as unknown as { broken?: string[] }).broken)).toBeUndefined();
  await close(page);
});

// proves ING-17: a link that has ended is made anew when it is followed, and a picture that did not come can be asked for again
test('a link that has ended is made anew', async ({ page, context }) => {
  await signIn(page, 'mina');
  const customer = `ended-${Date.now()}`;
  await work(page, customer, 'Look at what has arrived');
  let answers = 0;
  let isOver = true;
  await page.route('**/messages/*/files', async (route) => {
    const answer = await route.fetch();
    const said = (await answer.json()) as { files: { until?: string }[] };
    answers += 1;
    // As if the page had been left open over lunch.
    if (isOver) for (const file of said.files) if (file.until != null) file.until = '2026-01-01T00:00:00.000Z';
    await route.fulfill({ response: answer, json: said });
  });
  await write(customer, { platform: 'line', account: 'demo-line', kind: 'image' });
  const ended = page.locator('.kept-file[data-file="ended"] a');
  await expect(ended).toBeVisible();
  const before = answers;
  isOver = false;
  const opened = context.waitForEvent('request', (request) => request.url().includes('X-Amz-Signature'));
  await ended.click();
  expect((await opened).url()).toContain('/media/');
  expect(answers).toBeGreaterThan(before);

  await page.route('**/media/**', (route) => route.abort());
  await page.reload();
  const broken = page.locator('.kept-file[data-file="broken"]');
  await expect(broken).toContainText('The file cannot be shown now.');
  await page.unroute('**/media/**');
  await broken.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.kept-picture img')).toBeVisible();
  await close(page);
});
