import { ask, write } from './house';

/** The topic that is watched, and the words that are caught for it. */
export const WATCHED = { topic: 'watched', rule: 'watched-posts', word: 'zeppelinpost' } as const;

/**
 * Begun before the first test and looked at by the last: rules are read every five minutes by the clock of the machine, and the
 * other tests fill the time.
 */
export default async function watch(): Promise<void> {
  const rule = { id: 'words', query: WATCHED.word };
  await ask('admin', 'PUT', `topics/${WATCHED.topic}`, { name: 'Watched', rules: [rule] });
  await ask('admin', 'PUT', `alert-rules/${WATCHED.rule}`, {
    name: 'Watched posts',
    topic: WATCHED.topic,
    watch: { for: 'threshold', of: 'all', least: 3, hours: 6 },
    recipients: { desktop: true },
  });
  const markup = '<img src=x onerror=window.hacked=1><script>window.hacked=1</script>';
  // A saved topic is taken up within fifteen seconds; what comes before is noise, so it is said until it is kept.
  for (let turn = 0; turn < 30; turn += 1) {
    // Praise is nobody's work: the agents of the other tests have none of it on their desks.
    const text = `Love the ${WATCHED.word}, thank you so much! ${markup} ${turn}`;
    await write(`watched-${turn % 4}`, {
      platform: 'facebook',
      account: 'demo-facebook',
      kind: 'comment',
      text,
      name: `<b onmouseover=window.hacked=1>watched-${turn % 4}`,
    });
    const kept = (await ask('sora', 'GET', `mentions?topic=${WATCHED.topic}&limit=10`)) as { items: unknown[] };
    if (kept.items.length >= 4) return;
    await new Promise((done) => setTimeout(done, 1000));
  }
  throw new Error('the watched topic catches nothing');
}
