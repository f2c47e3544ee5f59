import { ask, house } from './house';

/** Golden example G-10 (requirements.md section 6), told to the running system as `ingest` would tell it. */

export type Fact = {
  name: string;
  at: string;
  platform: string;
  type: string;
  author: string;
  topics: string[];
  sentiment: string;
};

const LINES = `
m01 2026-03-01T14:30 x         post          x:1  delivery     negative
m02 2026-03-01T15:10 x         reply         x:2  delivery,app negative
m03 2026-03-01T23:00 instagram comment       ig:1 app          positive
m04 2026-03-02T01:00 facebook  comment       fb:1 delivery     neutral
m05 2026-03-02T03:00 x         post          x:1  delivery     negative
m06 2026-03-02T14:59 open      review        op:1 app          positive
m07 2026-03-02T15:00 facebook  post          fb:2 delivery     positive
m08 2026-03-03T02:00 x         quote         x:3  app          unknown
m09 2026-03-03T04:00 instagram comment       ig:2 delivery     negative
m10 2026-03-03T05:00 instagram story_mention ig:1 app          positive
m11 2026-03-03T06:00 x         post          x:2  delivery     neutral
m12 2026-03-03T16:00 x         post          x:1  app          negative`;

function read(lines: string): Fact[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', at = '', platform = '', type = '', author = '', topics = '', sentiment = ''] = line.split(/\s+/);
      return { name, at: `${at}:00.000Z`, platform, type, author, topics: topics.split(','), sentiment };
    });
}

export const G10 = read(LINES);

/** Around the night in which New York's clocks go forward: 8 March 2026 has 23 hours there. */
export const DST = read(`
d01 2026-03-08T04:30 x post x:7 refund neutral
d02 2026-03-08T05:00 x post x:7 refund neutral
d03 2026-03-09T03:59 x post x:8 refund positive
d04 2026-03-09T04:00 x post x:8 refund negative`);

/** Puts facts on the bus; the same again changes nothing. Comes back once they are counted. */
export async function tell(facts: readonly Fact[]): Promise<void> {
  const { aws } = house();
  const call = async (path: string, init: RequestInit) => {
    const answer = await fetch(`${aws}${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json() as Promise<Record<string, unknown>>;
  };
  const { resources } = (await call('/_local/resources', {})) as { resources: Record<string, { name: string }> };
  const EventBusName = resources['Bus']?.name ?? '';
  const people = new Map<string, number>();
  const entries = facts.map((fact) => {
    const number = [...fact.name].reduce((sum, letter) => sum * 41 + letter.charCodeAt(0), 7);
    const person =
      people.get(fact.author) ?? 1000 + [...fact.author].reduce((sum, letter) => sum * 131 + letter.charCodeAt(0), 0);
    people.set(fact.author, person);
    const id = String(number).padStart(26, '0');
    const data = {
      mention: `men_${id}`,
      at: fact.at,
      platform: fact.platform,
      account: 'demo-line',
      content_type: fact.type,
      topics: fact.topics,
      sentiment: fact.sentiment,
      language: null,
      intent: 'other',
      person,
    };
    const envelope = {
      id: `evt_${id}`,
      version: 1,
      at: fact.at,
      thread: `x:demo:${fact.name}`,
      trace: `inb_${id}`,
      type: 'mention.ingested',
      data,
    };
    return { Source: 'care', DetailType: 'mention.ingested.v1', EventBusName, Detail: JSON.stringify(envelope) };
  });
  for (let from = 0; from < entries.length; from += 10) {
    await call('/', {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSEvents.PutEvents', 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify({ Entries: entries.slice(from, from + 10) }),
    });
  }
  // Waiting until nothing moves would wait for the tests beside this one.
  const days = facts.map((fact) => fact.at).toSorted();
  const to = new Date(Date.parse(days.at(-1) ?? '') + 1).toISOString();
  for (let turn = 0; turn < 240; turn += 1) {
    const counted = (await ask('sora', 'GET', `mentions?from=${days[0]}&to=${to}&limit=100`)) as { items: { id: string }[] };
    if (counted.items.length >= facts.length) return;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`${facts.length} mentions were told, and not all were counted`);
}
