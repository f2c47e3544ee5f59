import { expect, type Page, test } from '@playwright/test';
import { signIn } from './desk';
import { longestTask, quickest } from './frames';
import { write } from './house';
import { crowd, lengthen } from './seed';
import { times } from './times';

// A picture of ten thousand messages after every step is work of its own.
test.use({ trace: 'off' });

/** The whole first page is there within this, in milliseconds (AGT-03). */
const FIRST_PAGE = times(500);
/** No frame takes longer, in milliseconds. */
const FRAME = times(100);
const MESSAGES = 10_000;
const CONVERSATIONS = 1_000;

async function offQueue(page: Page): Promise<void> {
  const off = page.locator('[data-presence="off_queue"]');
  if ((await off.getAttribute('aria-pressed')) !== 'true') await off.click();
  await expect(off).toHaveAttribute('aria-pressed', 'true');
}

/** From the press on a link until what it leads to is drawn, by the page's own clock. */
async function untilShown(page: Page, link: string, shown: string): Promise<number> {
  return page.evaluate(
    ([from, to]) =>
      new Promise<number>((resolve, reject) => {
        const begun = performance.now();
        document.querySelector<HTMLElement>(from ?? '')?.click();
        const look = () => {
          if (document.querySelector(to ?? '') !== null) resolve(performance.now() - begun);
          else if (performance.now() - begun > 20_000) reject(new Error(`${to} was not shown`));
          else requestAnimationFrame(look);
        };
        look();
      }),
    [link, shown],
  );
}

// proves AGT-03: ten thousand messages are read from end to beginning and back, each once and in order, and no frame takes long
test('a thread of 10,000 messages stays smooth', async ({ page, browser }) => {
  test.setTimeout(times(400_000));
  await signIn(page, 'mina');
  await offQueue(page);
  const customer = `thousands-${Date.now()}`;
  await write(customer, { platform: 'line', account: 'demo-line', kind: 'follow', name: customer });
  await write(customer, { platform: 'line', account: 'demo-line', text: 'The newest of all' });
  const row = page.locator('.row').filter({ hasText: customer });
  await expect(row).toBeVisible({ timeout: times(60_000) });
  const conversation = (await row.getAttribute('href'))?.split('/').at(-1)?.split('?')[0] ?? '';
  const text = (n: number) => `Message ${n} ${'of a long thread '.repeat(1 + (n % 5))}`.trim();
  await lengthen(conversation, MESSAGES, text);
  await page.reload();

  const newest = '.message[data-kind="customer"] .bubble';
  const first = await quickest(5, async () => {
    await page.goto('/desk');
    await expect(row).toBeVisible();
    return untilShown(page, `.row[href*="${conversation}"]`, newest);
  });
  console.log(`first page of 10,001 messages: ${Math.round(first)} ms`);
  expect(first).toBeLessThan(FIRST_PAGE);

  const said = page.locator(newest);
  await expect(said.last()).toHaveText('The newest of all');
  const thread = page.locator('.thread');
  await thread.focus();
  // A reader who holds the wheel: a screenful at a time, until nothing older comes.
  const scrollUp = () =>
    thread.evaluate(
      (element) =>
        new Promise<number>((resolve) => {
          const before = element.querySelectorAll('.message').length;
          let quiet = 0;
          const step = () => {
            element.scrollTop -= element.clientHeight * 0.9;
            const count = element.querySelectorAll('.message').length;
            quiet = element.scrollTop <= 0 && count === before ? quiet + 1 : 0;
            // While a page is on its way there is no link either: only the words at the beginning say that there is no more.
            if (count > before + 900 || quiet > 240 || element.querySelector('.thread-edge.quiet') !== null) resolve(count);
            else requestAnimationFrame(step);
          };
          step();
        }),
    );
  const up = await longestTask(browser, page, async () => {
    await scrollUp();
  });
  for (let round = 0; round < 60 && (await page.getByText('Beginning of the thread').count()) === 0; round += 1) await scrollUp();
  await expect(page.getByText('Beginning of the thread')).toBeAttached();

  const all = await said.allTextContents();
  expect(all.length).toBe(MESSAGES + 1);
  const expected = [...Array.from({ length: MESSAGES }, (_, index) => text(index + 1)), 'The newest of all'];
  expect(all.findIndex((one, index) => one !== expected[index])).toBe(-1);

  // With all of them there: down again, and a new one comes in.
  const down = await longestTask(browser, page, async () => {
    await thread.evaluate(
      (element) =>
        new Promise<void>((resolve) => {
          let frames = 0;
          const step = () => {
            element.scrollTop += element.clientHeight * 3;
            frames += 1;
            if (frames > 240 || element.scrollHeight - element.scrollTop - element.clientHeight < 2) resolve();
            else requestAnimationFrame(step);
          };
          step();
        }),
    );
    await page.keyboard.press('End');
    await expect(said.last()).toBeInViewport();
    await write(customer, { platform: 'line', account: 'demo-line', text: 'One more' });
    await expect(said.last()).toHaveText('One more', { timeout: times(30_000) });
  });
  console.log(
    `longest work of a frame: ${up.toFixed(0)} ms while older rows come in, ${down.toFixed(0)} ms with all of them there`,
  );
  expect(up).toBeLessThan(FRAME);
  expect(down).toBeLessThan(FRAME);
});

// proves AGT-27: a thousand conversations in line are read to the end and back, each once, the longest wait first
test('an inbox of 1,000 conversations stays smooth', async ({ page, browser }) => {
  test.setTimeout(times(300_000));
  await signIn(page, 'sora');
  await offQueue(page);
  const customer = `first-${Date.now()}`;
  await write(customer, { platform: 'line', account: 'demo-line', kind: 'follow', name: customer });
  await write(customer, { platform: 'line', account: 'demo-line', text: 'Where is my order?' });
  const row = page.locator('.row').filter({ hasText: customer });
  await expect(row).toBeVisible({ timeout: times(60_000) });
  const conversation = (await row.getAttribute('href'))?.split('/').at(-1)?.split('?')[0] ?? '';
  const name = (n: number) => `Crowd ${String(n).padStart(4, '0')}`;
  const undo = await crowd(conversation, 'crowd', CONVERSATIONS, name);
  try {
    const names = page.locator('.box[data-box="waiting"] .row-name');
    const first = await quickest(5, async () => {
      await page.goto('/desk?queue=crowd');
      return page.evaluate(
        () =>
          new Promise<number>((resolve, reject) => {
            const look = () => {
              const asked = performance.getEntriesByType('resource').find((one) => one.name.includes('/v1/live/missed'));
              const shown = document.querySelectorAll('.box[data-box="waiting"] li').length >= 100;
              if (shown && asked !== undefined) resolve(performance.now() - asked.startTime);
              else if (performance.now() > 20_000) reject(new Error('no line was shown'));
              else requestAnimationFrame(look);
            };
            look();
          }),
      );
    });
    console.log(`first page of 1,000 conversations: ${Math.round(first)} ms`);
    expect(first).toBeLessThan(FIRST_PAGE);

    await expect(names.first()).toHaveText(name(1));
    const inbox = page.locator('.inbox');
    const longest = await longestTask(browser, page, async () => {
      for (const until = Date.now() + times(60_000); Date.now() < until && (await names.count()) < CONVERSATIONS;) {
        await inbox.evaluate((element) => {
          element.scrollTop = element.scrollHeight;
        });
        await page.waitForTimeout(100);
      }
      await expect(names).toHaveCount(CONVERSATIONS);
      await inbox.evaluate(
        (element) =>
          new Promise<void>((resolve) => {
            const step = () => {
              element.scrollTop -= element.clientHeight;
              if (element.scrollTop <= 0) resolve();
              else requestAnimationFrame(step);
            };
            step();
          }),
      );
      // Long enough for every row to tell the time anew.
      await page.waitForTimeout(16_000);
    });
    expect(await names.allTextContents()).toEqual(Array.from({ length: CONVERSATIONS }, (_, index) => name(index + 1)));
    console.log(`longest work of a frame with 1,000 conversations: ${longest.toFixed(0)} ms`);
    expect(longest).toBeLessThan(FRAME);
  } finally {
    await undo();
  }
});
