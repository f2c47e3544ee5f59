import { ask, house } from '../tests/house';
import { CITIES, DAYS, type Mood, NAMES, OUTAGE, SAID, TALKS, THINGS, type Tongue } from './texts';

/**
 * Four weeks of a made-up shop, told to the running system by its pretend platforms: every post is signed, delivered, caught,
 * judged and counted like any other. The same each time, but for the days.
 */

const HOUR = 3_600_000;
const WEEKS = 4;
/** How long the app has been broken, in milliseconds. */
const OUTAGE_HOURS = 1.6 * HOUR;
/** A saved setting is taken up everywhere after this time, in milliseconds. */
const TAKEN_UP = 16_000;
const TONGUES: readonly Tongue[] = ['en', 'ko', 'ja'];
const AGENTS: Readonly<Record<Tongue, string>> = { en: 'mina', ko: 'jiwoo', ja: 'haruto' };

/** Chance with a seed: mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const next = chance(20261128);
const one = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;

function filled(text: string, tongue: Tongue): string {
  const values: Readonly<Record<string, () => string>> = {
    thing: () => one(THINGS[tongue]),
    city: () => one(CITIES[tongue]),
    day: () => one(DAYS[tongue]),
    order: () => String(40_000 + Math.floor(next() * 9_999)),
    n: () => String(2 + Math.floor(next() * 5)),
    code: () => '4012',
  };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name]?.() ?? whole);
}

type Post = { at: number; tongue: Tongue; text: string };

/** How much is written in an hour of the day, in the east of Asia and in Europe together. */
const COURSE = [2, 2, 1, 1, 1, 1, 2, 3, 4, 4, 4, 5, 6, 5, 4, 4, 4, 5, 6, 6, 5, 4, 4, 3];

function posts(now: number): Post[] {
  const all: Post[] = [];
  const first = Math.floor(now / HOUR) - WEEKS * 7 * 24;
  for (let hour = first; hour < Math.floor(now / HOUR); hour += 1) {
    const date = new Date(hour * HOUR);
    const weekend = [0, 6].includes(date.getUTCDay()) ? 0.7 : 1;
    const many = ((COURSE[date.getUTCHours()] ?? 1) / 5.4) * weekend;
    const count = Math.floor(many) + (next() < many % 1 ? 1 : 0);
    for (let n = 0; n < count; n += 1) {
      const tongue = one(['en', 'en', 'ko', 'ko', 'ja'] as const);
      const about = one(['delivery', 'delivery', 'delivery', 'app', 'refund', 'brand', 'brand']);
      const mood: Mood = one(MOODS[about] ?? ['plain']);
      const text = SAID[about]?.[tongue][mood];
      if (text !== undefined) all.push({ at: hour * HOUR + Math.floor(next() * HOUR), tongue, text: filled(one(text), tongue) });
    }
  }
  // The app breaks: what usually is a post in some hours is one every two minutes.
  for (let n = 0; n < 56; n += 1) {
    const tongue = one(['en', 'ko', 'ko', 'ja'] as const);
    all.push({ at: now - Math.floor(next() ** 1.6 * OUTAGE_HOURS), tongue, text: filled(one(OUTAGE[tongue]), tongue) });
  }
  return all.filter((post) => post.at < now).sort((a, b) => a.at - b.at);
}

const MOODS: Readonly<Record<string, readonly Mood[]>> = {
  delivery: ['bad', 'bad', 'good', 'good', 'plain'],
  refund: ['bad', 'good', 'plain'],
  app: ['bad', 'good', 'good', 'plain'],
  brand: ['bad', 'good', 'good', 'good', 'plain'],
};

const PLACES = [
  { platform: 'instagram', account: 'demo-instagram', kinds: ['comment', 'comment', 'mention'] },
  { platform: 'instagram', account: 'demo-instagram', kinds: ['comment'] },
  { platform: 'facebook', account: 'demo-facebook', kinds: ['comment', 'post', 'review'] },
  { platform: 'x', account: 'demo-x', kinds: ['mention'] },
  { platform: 'x', account: 'demo-x', kinds: ['mention'] },
] as const;

async function order(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${house().simulator}/_sim/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the simulator refuses ${path}: ${await answer.text()}`);
}

/** Tells a platform's posts in bodies of ten, as platforms fold them. */
async function tell(all: readonly Post[]): Promise<void> {
  const lots = new Map<string, Record<string, unknown>[]>();
  for (const post of all) {
    const place = one(PLACES);
    const name = one(NAMES[post.tongue]);
    const writer = next() < 0.25 ? name : `${name}${1 + Math.floor(next() * 60)}`;
    const kind = one(place.kinds);
    const item = {
      customer: `demo-${writer}`,
      platform: place.platform,
      account: place.account,
      kind,
      text: post.text,
      name: writer,
      timestamp_ms: post.at,
      ...(kind === 'review' ? { payload: post.text.includes('!') ? '5' : '2' } : {}),
    };
    const lot = lots.get(place.account) ?? [];
    lots.set(place.account, [...lot, item]);
  }
  for (const lot of lots.values())
    for (let from = 0; from < lot.length; from += 10)
      await order('batch', { items: lot.slice(from, from + 10), one_body: lot[from]?.['platform'] !== 'x' });
}

async function idle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    const answer = (await (await fetch(`${house().aws}/_local/idle?ms=55000`, { method: 'POST' })).json()) as { idle?: boolean };
    if (answer.idle !== false) return;
  }
}

type Row = { id: string; customer: { name?: string; id: string } };

/** The conversation of somebody, once it is in a box. */
async function found(who: string, box: string, name: string): Promise<Row> {
  for (let turn = 0; turn < 120; turn += 1) {
    const rows = (await ask(who, 'GET', `inbox?box=${box}&limit=50`)) as { items: Row[] };
    const row = rows.items.find((item) => item.customer.name === name);
    if (row !== undefined) return row;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`${name} is not in ${box} of ${who}`);
}

/** What may be changed of an agent. */
async function place(who: string): Promise<Record<string, unknown>> {
  const { name, queues, skills } = await ask('admin', 'GET', `agents/${who}`);
  return { name, queues, skills };
}

/** One agent at work: one talk under way with its history, one that waits unread, one on offer. */
async function talks(tongue: Tongue): Promise<void> {
  const who = AGENTS[tongue];
  // Three talks and one on offer are all they take: what else comes waits in line.
  await ask('admin', 'PUT', `agents/${who}`, { ...(await place(who)), capacity: 4 });
  await changed(`queues/care-${tongue}`, { offer_seconds: 3600 });
  await ask(who, 'PUT', 'agents/me/presence', { presence: 'on_queue' });
  const [main, ...others] = TALKS[tongue];
  const say = (talk: (typeof TALKS)[Tongue][number], text: string) =>
    order(`customers/demo-talk-${talk.name}/write`, {
      platform: talk.platform,
      account: `demo-${talk.platform}`,
      text,
      name: talk.name,
    });
  const begin = async (talk: (typeof TALKS)[Tongue][number]) => {
    if (talk.platform === 'line')
      await order(`customers/demo-talk-${talk.name}/write`, {
        platform: 'line',
        account: 'demo-line',
        kind: 'follow',
        name: talk.name,
      });
  };
  for (const [index, talk] of [...others.slice(0, 2), main].entries()) {
    if (talk === undefined) continue;
    await begin(talk);
    await say(talk, String(talk.says[0]));
    const row = await found(who, 'offered', talk.name);
    await ask(who, 'POST', `conversations/${row.id}/accept`);
    await found(who, 'with', talk.name);
    if (index < 2) continue;
    for (const words of talk.says.slice(1)) {
      if (typeof words === 'string') await say(talk, words);
      else await ask(who, 'POST', `conversations/${row.id}/replies`, { text: words.me });
      await idle();
    }
  }
  const last = others.at(-1);
  if (last !== undefined) {
    await begin(last);
    await say(last, String(last.says[0]));
    await found(who, 'offered', last.name);
  }
}

/** A setting changed in a few of its fields. */
async function changed(path: string, part: Record<string, unknown>): Promise<void> {
  const { id: _id, version: _version, saved_at: _saved, ...kept } = await ask('admin', 'GET', path);
  await ask('admin', 'PUT', path, { ...kept, ...part });
}

/** Whether public posts are given to people. */
async function escalating(active: boolean): Promise<void> {
  for (const tongue of TONGUES) await changed(`rules/care-${tongue}`, { active });
  await new Promise((done) => setTimeout(done, TAKEN_UP));
}

export default async function seed(): Promise<void> {
  const now = Date.now();
  await ask('admin', 'PUT', 'alert-rules/app-complaints', {
    name: 'Complaints about the app',
    topic: 'app',
    zone: 'Asia/Seoul',
    watch: { for: 'spike', of: 'negative', sensitivity: 'standard' },
    recipients: { desktop: true },
  });
  await ask('admin', 'PUT', 'alert-rules/delivery-complaints', {
    name: 'Complaints about delivery',
    topic: 'delivery',
    platforms: ['instagram', 'x'],
    zone: 'Asia/Seoul',
    watch: { for: 'threshold', of: 'negative', least: 3, hours: 24 },
    recipients: { desktop: true },
  });
  await ask('admin', 'PUT', 'workspace', { zone: 'Asia/Seoul' });
  const all = posts(now);
  const [before, outage] = [
    all.filter((post) => post.at < now - OUTAGE_HOURS),
    all.filter((post) => post.at >= now - OUTAGE_HOURS),
  ];
  console.log(`Telling ${all.length} posts of ${WEEKS} weeks…`);
  // What was said weeks ago was answered weeks ago: nobody is given it today.
  await escalating(false);
  await tell(before);
  await idle();
  await escalating(true);
  for (const tongue of TONGUES) await talks(tongue);
  await tell(outage);
  await idle();
  await judged();
  // A rule of today that was not there weeks ago: what it would make of them is seen in a replay.
  await ask('admin', 'PUT', 'rules/app-outage', {
    name: 'The app is down',
    number: 15,
    condition: {
      all: [
        { field: 'topic', operator: 'is', value: 'app' },
        { field: 'text', operator: 'matches', value: 'login OR 로그인 OR ログイン' },
      ],
    },
    outcome: { then: 'escalate', queue: 'care-en', priority: 30 },
  });
}

/** How many of the newest posts a person looks at. */
const LOOKED_AT = 60;

/** A supervisor says of the newest posts whether they were judged rightly; caps stand beside some rules. */
async function judged(): Promise<void> {
  const { items } = (await ask('sora', 'GET', `mentions?order=newest&limit=${LOOKED_AT}`)) as {
    items: { id: string; intent: string; sentiment: string }[];
  };
  for (const [index, item] of items.entries()) {
    // One in eight is said to be otherwise.
    const other = index % 8 === 3 ? { sentiment: item.sentiment === 'neutral' ? 'negative' : 'neutral' } : {};
    const soon = index % 13 === 5 ? { urgency: 'high' } : {};
    await ask(index % 3 === 0 ? 'admin' : 'sora', 'PUT', `mentions/${item.id}/judgement`, { ...other, ...soon });
  }
  for (const [topic, cap] of [
    ['delivery', { per_month: 20_000 }],
    ['app', { per_month: 250, one_in: 5 }],
  ] as const) {
    const kept = await ask('admin', 'GET', `topics/${topic}`);
    const rules = (kept['rules'] as Record<string, unknown>[]).map(({ version: _, ...rule }) => ({ ...rule, cap }));
    await ask('admin', 'PUT', `topics/${topic}`, { name: kept['name'], active: true, rules });
  }
}
