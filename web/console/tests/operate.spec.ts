import { expect, test } from '@playwright/test';
import { close, signIn, violations } from './desk';
import { ask, comment, sent, write } from './house';
import { inShadow } from './seed';
import { times } from './times';

/** A saved rule is taken up everywhere within this time, in milliseconds. */
const TAKEN_UP = 16_000;

// proves ALR-03: one switch, by keyboard; everybody sees it on every page, with what to say and do, as text
test('crisis mode is switched on and off, and everybody reads the playbook', async ({ page, browser }) => {
  await signIn(page, 'sora');
  await page.goto('/admin/crisis');
  await expect(page.getByRole('heading', { name: 'Crisis mode is off.' })).toBeVisible();
  const playbook = 'Say nothing of causes. <img src=x onerror=window.hacked=1>';
  await page.getByRole('checkbox', { name: 'Delivery' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('textbox', { name: 'What to say and do' }).focus();
  await page.keyboard.type(playbook);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Crisis mode is on.' })).toBeVisible();

  const agent = await browser.newPage();
  await signIn(agent, 'mina');
  await agent.getByRole('button', { name: 'Crisis mode' }).focus();
  await agent.keyboard.press('Enter');
  await expect(agent.locator('.crisis-playbook')).toHaveText(playbook);
  await expect(agent.locator('.crisis-sheet a')).toHaveCount(0);
  expect(await agent.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();

  // What it is about is changed under way, and the switch turns off as it turned on.
  await page.getByRole('spinbutton', { name: 'Head start, minutes' }).fill('30');
  await page.getByRole('button', { name: 'Save the change' }).click();
  // The column of the head start: a date may hold the same digits.
  await expect(page.locator('tr[data-version]').first().locator('td').nth(2)).toHaveText('30');
  await page.getByRole('button', { name: 'Switch it off' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Crisis mode is off.' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Crisis mode', exact: true })).toHaveCount(0);
  await agent.reload();
  await expect(agent.locator('.line-state')).toHaveAttribute('data-state', 'live');
  await expect(agent.getByRole('button', { name: 'Crisis mode' })).toHaveCount(0);
  await agent.close();
});

// proves ANL-01, ANL-03, ANL-04: a text that nobody has stored is judged by keyboard, with the words that speak for it
test('a text is tried', async ({ page }) => {
  await signIn(page, 'sora');
  await page.goto('/admin/judgement');
  const form = page.getByRole('form', { name: 'Try a text' });
  await form.getByRole('textbox').focus();
  await page.keyboard.type('Still waiting for my refund, nobody answers <b>me</b>');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const said = form.getByRole('status');
  await expect(said.locator('.mood')).toHaveText('Negative');
  await expect(said).toContainText('Complaint');
  await expect(said.locator('mark').first()).toBeVisible();
  await expect(said.getByRole('region', { name: 'What speaks for it' }).getByRole('listitem').first()).toBeVisible();
  await expect(said.locator('b')).toHaveCount(0);
});

// proves ALR-03: in a crisis an agent's public answer waits; a supervisor refuses it with a reason and approves the next one, by keyboard
test('a public answer in a crisis waits for a supervisor', async ({ page, browser }) => {
  await signIn(page, 'sora');
  await page.goto('/admin/crisis');
  const list = page.getByRole('region', { name: 'Approval of public answers' });
  await expect(page.getByRole('checkbox', { name: /Public answers of agents wait/ })).toBeChecked();
  await page.getByRole('button', { name: 'Switch crisis mode on' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Crisis mode is on.' })).toBeVisible();
  await expect(list).toContainText('No answer waits for approval.');
  await page.waitForTimeout(TAKEN_UP);

  const stamp = Date.now();
  const agent = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await signIn(agent, 'mina');
  const onQueue = agent.locator('[data-presence="on_queue"]');
  if ((await onQueue.getAttribute('aria-pressed')) !== 'true') await onQueue.click();
  await expect(onQueue).toHaveAttribute('aria-pressed', 'true');
  const text = `${stamp} is my parcel number. It has not come for two weeks and I am very angry.`;
  await write(`crisis-${stamp}`, { platform: 'facebook', account: 'demo-facebook', kind: 'comment', text });
  await agent
    .locator('.row')
    .filter({ hasText: String(stamp) })
    .click({ timeout: times(60_000) });
  await agent.locator('.offer .primary').click();
  await expect(agent.locator('.stage-mark')).toHaveAttribute('data-stage', 'with');
  const answers = agent.locator('.message[data-kind="agent"]');
  const answer = async (words: string) => {
    await agent.locator('.composer textarea').fill(words);
    await agent.locator('.composer textarea').press('Enter');
    await expect(answers.last().locator('.delivery')).toHaveText('Waits for approval');
    await expect(answers.last()).toContainText(words);
  };
  const [rash, calm] = [`The courier lost it, ${stamp}`, `We are looking for it, ${stamp}`];
  await answer(rash);
  await expect(answers.last().getByRole('button', { name: 'Take back' })).toBeVisible();
  await expect(answers.last().getByRole('button', { name: 'Approve' })).toHaveCount(0);

  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText(rash);
  expect(await violations(page, 'light')).toEqual([]);
  await list.getByRole('button', { name: 'Refuse' }).press('Enter');
  await page.keyboard.type('Name no causes.');
  expect(await violations(page, 'dark')).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(list).toContainText('No answer waits for approval.');
  await expect(list).toBeFocused();
  await expect(answers.last().locator('.delivery')).toHaveText('Held back');
  await expect(answers.last()).toContainText('Refused by Sora: Name no causes.');
  expect(await violations(agent, 'light')).toEqual([]);

  // The end of the crisis releases nothing; in the conversation itself a supervisor decides as well.
  await answer(calm);
  await page.getByRole('button', { name: 'Switch it off' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Crisis mode is off.' })).toBeVisible();
  await page.waitForTimeout(TAKEN_UP);
  expect(await sent()).not.toContain(String(stamp));
  await list.getByRole('link', { name: 'Open the conversation' }).press('Enter');
  await page.locator('.message[data-kind="agent"]').last().getByRole('button', { name: 'Approve' }).press('Enter');
  await expect(answers.last().locator('.delivery')).toHaveText('Sent');
  await expect(answers.last()).toContainText('Approved by Sora');
  await expect(agent.locator('.activity').filter({ hasText: 'Sora approved an answer' })).toHaveCount(1);
  const out = await sent();
  expect([out.includes(calm), out.includes(rash)]).toEqual([true, false]);
  await close(agent);
  await agent.context().close();
});

// proves ANL-13, ADV-10: a judgement is corrected where its reasons stand, measured by kappa, and given out as training data
test('judgements are corrected, measured and exported', async ({ page }) => {
  const stamp = Date.now();
  const posts: { text: string; id: string }[] = [];
  for (const text of [`Lovely delivery ${stamp}, thank you so much!`, `Best delivery ever ${stamp}, I love it!`])
    posts.push({ text, id: await comment(`judged-${stamp}`, text) });
  await signIn(page, 'sora');
  const before = (await ask('sora', 'GET', 'stats/judgement')) as { agreements: { on: string; language?: string; of: number }[] };
  const known = before.agreements.find((one) => one.on === 'sentiment' && one.language === 'en')?.of ?? 0;

  const correct = page.getByRole('form', { name: 'Was it judged rightly?' });
  await page.goto(`/performance/workspace/social/mentions/${posts[0]?.id}`);
  await correct.getByRole('button', { name: 'It is right' }).click();
  await expect(correct).toContainText('Somebody has said that it is right.');
  await page.goto(`/performance/workspace/social/mentions/${posts[1]?.id}`);
  await correct.getByRole('combobox', { name: 'Urgency' }).selectOption('high');
  await correct.getByRole('combobox', { name: 'Sentiment' }).selectOption('neutral');
  await correct.getByRole('button', { name: 'Save what it should be' }).click();
  await expect(correct).toContainText('Somebody has said what it should be.');
  // The judgement itself stays as it was.
  await expect(page.getByRole('region', { name: 'Judged' })).toContainText('Positive');

  await page.goto('/admin/judgement');
  const row = page.locator('tr[data-on="sentiment"][data-language="en"]');
  await expect(row.locator('[data-figure="of"]')).toHaveText(String(known + 2));
  await expect(row.locator('[data-figure="kappa"]')).toHaveText(/^−?-?\d\.\d\d/);
  // The same for one topic alone: both posts are of deliveries.
  await page.getByRole('combobox', { name: 'Topic' }).selectOption({ label: 'Delivery' });
  await expect(row.locator('[data-figure="of"]')).toHaveText(/^[1-9]/);
  const corrected = page.locator(`tr[data-mention="${posts[1]?.id}"]`);
  await expect(corrected.locator('li[data-differs="true"]')).toHaveText([/Positive/, /Normal|Low/, /Neutral/, /High/]);
  await expect(page.locator(`tr[data-mention="${posts[0]?.id}"]`)).toContainText('Right as it was');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as JSON lines' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').trim().split('\n');
  const said = lines.map((line) => JSON.parse(line) as { mention: string; text: string; corrected: { sentiment: string } });
  expect(said.find((one) => one.mention === posts[1]?.id)).toMatchObject({
    text: posts[1]?.text,
    corrected: { sentiment: 'neutral' },
  });
});

// proves ADV-10: what is known of an engine in the shadow and what is missing stands on the page; an administrator lets it count, on record
test('an engine in the shadow is admitted and withdrawn', async ({ page, browser }) => {
  const engine = `bedrock/maker.model-${Date.now()}:0`;
  await inShadow(engine, 'en', 220);
  await inShadow(engine, 'ko', 30);
  const watching = await browser.newPage();
  await signIn(watching, 'sora');
  await watching.goto('/admin/judgement');
  const seen = watching.locator(`.engine[data-engine="${engine}"]`);
  await expect(seen).toHaveAttribute('data-state', 'ready');
  await expect(seen.getByRole('button')).toHaveCount(0);
  await watching.close();

  await signIn(page, 'admin');
  await page.goto('/admin/judgement');
  const card = page.locator(`.engine[data-engine="${engine}"]`);
  const english = card.locator('tr[data-language="en"]');
  await expect(english.locator('td[data-on="sentiment"]')).toContainText('Kappa 0.80 (0.60 needed)');
  await expect(card.locator('tr[data-language="ko"]')).toContainText('30 (200 needed)');
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark', ['color-contrast']))]).toEqual([]);
  await card.getByRole('button', { name: 'Admit' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('English');
  await page.keyboard.press('Enter');
  await expect(english).toHaveAttribute('data-state', 'admitted');
  await expect(card.locator('tr[data-language="ko"]')).toHaveAttribute('data-state', 'in_shadow');
  await card.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(english).toHaveAttribute('data-state', 'ready');
  const history = (await ask('sora', 'GET', `engines/admissions?engine=${encodeURIComponent(engine)}`)) as {
    items: { by: string; languages: unknown[] }[];
  };
  expect(history.items.map((one) => one.languages.length)).toEqual([0, 1]);
});

// proves ING-11: a cap is set where the rule is, and its volume stands beside it; ING-09: what was deleted comes back as it was
test('a cap is set and seen, and a deleted topic comes back', async ({ page }) => {
  const name = `Capped ${Date.now()}`;
  const id = name.toLowerCase().replace(' ', '-');
  await signIn(page, 'admin');
  await page.goto('/admin/topics?id=new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Query' }).fill('cappedword');
  await page.getByRole('checkbox', { name: 'Limit what it catches in a month' }).check();
  await page.getByRole('spinbutton', { name: 'At most, a month' }).fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.field-problem')).toBeVisible();
  await page.getByRole('spinbutton', { name: 'At most, a month' }).fill('500');
  await page.getByRole('combobox', { name: 'Beyond it' }).selectOption('sample');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('.backtest')).toHaveAttribute('data-state', 'done');
  await page.getByRole('button', { name: 'Save' }).click();
  const row = page.locator('.admin-row').filter({ hasText: name });
  await expect(row).toBeVisible();

  await page.getByRole('link', { name: 'Volumes and caps' }).click();
  const volume = page.locator(`tbody[data-topic="${id}"] tr[data-rule="words"]`);
  await expect(volume).toHaveAttribute('data-state', 'within');
  await expect(volume.locator('[data-figure="caught"]')).toHaveText('0');
  await expect(volume.locator('[data-figure="cap"]')).toHaveText('500');

  // Saved over, and the first version brought back; then deleted, and brought back.
  await page.getByRole('link', { name: `Change the caps of ${name}` }).click();
  await page.getByRole('textbox', { name: 'Query' }).fill('otherword');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('otherword');
  await page.getByText('Earlier versions').click();
  await page.getByRole('button', { name: 'Bring version 1 back' }).click();
  await expect(row).toContainText('cappedword');
  await expect(page.getByRole('spinbutton', { name: 'At most, a month' })).toHaveValue('500');
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
  await page.getByText(/^Deleted \(/).click();
  await page.getByRole('button', { name: `Bring ${id} back` }).click();
  await expect(row).toContainText('cappedword');
  await ask('admin', 'DELETE', `topics/${id}?hard=true`);
});

// proves ADV-03: what a new rule would do with what is kept is seen first, and done only when one says so
test('a period is decided on again, first to see, then for good', async ({ page }) => {
  const stamp = Date.now();
  const text = `Lovely delivery of the replayed${stamp}, thank you!`;
  const mention = await comment(`replayed-${stamp}`, text);
  await ask('admin', 'PUT', `rules/replayed-${stamp}`, {
    name: 'Replayed',
    number: 1,
    condition: { field: 'text', operator: 'matches', value: `replayed${stamp}` },
    outcome: { then: 'escalate', queue: 'care-ko' },
  });
  const saved = Date.now();
  await signIn(page, 'admin');
  await page.goto('/admin/replay');
  await page.getByRole('combobox', { name: 'Posts of' }).selectOption('1');
  await page.getByRole('button', { name: 'Only look' }).click();
  const row = page.locator(`tr[data-mention="${mention}"]`);
  await expect(row).toContainText('Stays in the figures');
  await expect(row).toContainText(`by replayed-${stamp}`);
  await expect(row.locator('a')).toHaveText(text);
  const kept = async () => (await ask('sora', 'GET', `mentions/${mention}`))['verdict'] as { escalated: boolean };
  expect((await kept()).escalated).toBe(false);

  // With the rules of before nothing is otherwise, and nothing can be done.
  await page.getByRole('combobox', { name: 'Rules' }).selectOption('then');
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.locator('section[data-mode="shadow"][data-state="done"]')).toBeVisible();
  await expect(row).toHaveCount(0);
  await expect(page.getByRole('button', { name: /to people now$/ })).toHaveCount(0);

  await page.getByRole('combobox', { name: 'Rules' }).selectOption('now');
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(row).toBeVisible();
  await page.waitForTimeout(Math.max(0, saved + TAKEN_UP - Date.now()));
  await page.getByRole('button', { name: /to people now$/ }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Give them to people' }).press('Enter');
  await expect(page.locator('section[data-mode="live"]')).toContainText(/[1-9]\d* posts were given to people/);
  await expect.poll(async () => (await kept()).escalated, { timeout: times(20_000) }).toBe(true);
  await ask('admin', 'DELETE', `rules/replayed-${stamp}`);
});
