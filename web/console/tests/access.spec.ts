import { expect, test } from '@playwright/test';
import { ja } from '../src/words/ja';
import { ko } from '../src/words/ko';
import { close, signIn, violations, work } from './desk';

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
  for (const key of ['t', 'c', 'w', 'f', '?']) {
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

// proves AGT-24, I18-01: in Korean and Japanese, with every dialog open; at 200 % nothing is cut off and all can be reached
for (const { words, who, locale, asks } of [
  { words: ko, who: 'jiwoo', locale: 'ko-KR', asks: '택배가 아직 안 왔어요. 언제 오나요?' },
  { words: ja, who: 'haruto', locale: 'ja-JP', asks: '荷物がまだ届きません。いつ届きますか?' },
]) {
  test.describe(locale, () => {
    test.use({ locale });
    test(`axe finds nothing on the desk in ${words.language}, and it is usable at 200 %`, async ({ page }) => {
      await signIn(page, who);
      await work(page, `axe-${words.tag}-${Date.now()}`, asks);
      const found = await violations(page, 'light');
      await page.keyboard.press('m');
      await expect(page.getByRole('listbox', { name: words.emoji })).toBeVisible();
      found.push(...(await violations(page, 'dark')));
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      for (const key of ['t', 'c', 'w', 'f', '?']) {
        await page.keyboard.press(key);
        await expect(page.getByRole('dialog')).toBeVisible();
        if (key === 'w') await expect(page.locator('.why li').first()).toBeVisible();
        found.push(...(await violations(page, key === 'c' ? 'light' : 'dark')));
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
      await page.locator('.customer').getByRole('button', { name: words.edit }).click();
      await expect(page.getByRole('dialog', { name: words.profileTitle })).toBeVisible();
      found.push(...(await violations(page, 'dark')));
      await page.keyboard.press('Escape');
      expect(found).toEqual([]);

      // A window of 1440 pixels at 200 % is one of 720.
      await page.setViewportSize({ width: 720, height: 450 });
      await expect(page.locator('.composer textarea')).toBeInViewport();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('.stage button, .stage textarea, .stage select, .top button')]
          .filter((one) => one.checkVisibility({ opacityProperty: true }))
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
          .map((one) => one.outerHTML.slice(0, 120)),
      );
      expect(cut).toEqual([]);
      await close(page);
    });
  });
}
