import { expect, test } from '@playwright/test';
import { en } from '../src/words/en';
import { ja } from '../src/words/ja';
import { ko } from '../src/words/ko';
import { sent, write } from './house';
import { times } from './times';

const SHIFTS = [
  {
    words: en,
    who: 'mina',
    colleague: 'Sora',
    locale: 'en-GB',
    asks: 'My parcel has not arrived. Where is it?',
    answer: 'I am sorry that your order is late',
    to: 'care-ja',
    compose: undefined,
  },
  {
    words: ko,
    who: 'jiwoo',
    colleague: 'Sora',
    locale: 'ko-KR',
    asks: '택배가 아직 안 왔어요. 언제 오나요?',
    answer: '주문이 늦어져 죄송합니다',
    to: 'care-en',
    compose: { parts: ['ㅎ', '하', '한'], word: '한글 메모' },
  },
  {
    words: ja,
    who: 'haruto',
    colleague: 'Sora',
    locale: 'ja-JP',
    asks: '荷物がまだ届きません。いつ届きますか?',
    answer: 'ご注文の遅れ',
    to: 'care-en',
    compose: { parts: ['ｎ', 'に', 'にほ'], word: '日本語のメモ' },
  },
] as const;

// proves AGT-24, I18-01, I18-02: a whole shift by keyboard alone, in each language, with its input method
for (const { words, who, colleague, locale, asks, answer, to, compose } of SHIFTS) {
  test.describe(locale, () => {
    test.use({ locale });
    test(`a whole shift by keyboard in ${words.language}`, async ({ page, context }) => {
      test.setTimeout(times(180_000));
      const { keyboard } = page;
      await page.goto('/desk');
      await expect(page.locator('#username')).toBeFocused();
      await keyboard.type(who);
      await keyboard.press('Tab');
      await keyboard.type('harken-Demo-1');
      await keyboard.press('Enter');
      await expect(page.locator('.line-state')).toHaveAttribute('data-state', 'live');
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(words.tag);
      const onQueue = page.locator('[data-presence="on_queue"]');
      await expect(onQueue).toHaveText(words.presences.on_queue);
      if ((await onQueue.getAttribute('aria-pressed')) !== 'true') await keyboard.press('q');
      await expect(onQueue).toHaveAttribute('aria-pressed', 'true');
      await expect(onQueue).toBeEnabled();

      const stamp = Date.now() % 1_000_000;
      const names = [`shift-${words.tag}-${stamp}-a`, `shift-${words.tag}-${stamp}-b`];
      for (const name of names) {
        await write(name, { platform: 'line', account: 'demo-line', kind: 'follow', name });
        await write(name, { platform: 'line', account: 'demo-line', text: asks });
      }
      const take = async (name: string) => {
        await expect(page.locator('.row').filter({ hasText: name })).toBeVisible();
        const head = page.getByRole('heading', { level: 1, name });
        for (let step = 0; step < 24 && !(await head.isVisible()); step += 1) {
          await keyboard.press(step < 12 ? 'j' : 'k');
          await page.waitForTimeout(200);
        }
        await expect(head).toBeVisible();
        await expect(page.locator('.offer .primary')).toBeEnabled();
        await keyboard.press('a');
        await expect(page.locator('.stage-mark')).toHaveAttribute('data-stage', 'with');
      };

      // The first one: read, answered, noted, and passed on.
      await take(names[0] ?? '');
      await expect(page.locator('.message[data-kind="customer"] .bubble').last()).toHaveText(asks);
      await keyboard.press('r');
      await keyboard.type('/la');
      await expect(page.getByRole('option').first()).toBeVisible();
      await keyboard.press('Enter');
      await keyboard.press('Enter');
      const said = page.locator('.message[data-kind="agent"]').filter({ hasText: answer });
      await expect(said).toHaveCount(1);
      await expect(said.locator('.delivery')).toHaveAttribute('data-state', /sent|delivered|read/);
      expect(await sent()).toContain(answer);
      await keyboard.press('Escape');
      await keyboard.press('n');
      await keyboard.type(`@${colleague.slice(0, 2)}`);
      await expect(page.getByRole('option').filter({ hasText: colleague })).toBeVisible();
      await keyboard.press('Enter');
      if (compose === undefined) await keyboard.type('please look');
      else {
        const session = await context.newCDPSession(page);
        for (const text of compose.parts)
          await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
        // The Enter that ends a composition belongs to the input method.
        await page.locator('.composer textarea').evaluate((element) => {
          const event = new KeyboardEvent('keydown', {
            key: 'Enter',
            code: 'Enter',
            isComposing: true,
            bubbles: true,
            cancelable: true,
          });
          element.dispatchEvent(event);
        });
        await session.send('Input.insertText', { text: compose.word });
        await page.waitForTimeout(200);
        await expect(page.locator('.message[data-kind="note"]')).toHaveCount(0);
      }
      await keyboard.press('Enter');
      await expect(page.locator('.message[data-kind="note"]')).toContainText(`@${colleague}`);
      await keyboard.press('Alt+t');
      await expect(page.getByRole('combobox')).toBeFocused();
      await keyboard.type(to);
      await expect(page.getByRole('option')).toHaveCount(1);
      await keyboard.press('Enter');
      await expect(page.locator('.row').filter({ hasText: names[0] ?? '' })).toHaveCount(0);

      // The next one is closed with a code.
      await take(names[1] ?? '');
      await keyboard.press('c');
      await expect(page.getByRole('dialog')).toBeVisible();
      await keyboard.type('deliv');
      await keyboard.press('Enter');
      await expect(page.locator('.stage-mark')).toHaveText(words.stages.closed);
      await keyboard.press('?');
      await expect(page.getByRole('dialog', { name: words.shortcuts })).toBeVisible();
      await keyboard.press('Escape');
      await keyboard.press('q');
      await expect(page.locator('[data-presence="away"]')).toHaveAttribute('aria-pressed', 'true');
    });
  });
}
