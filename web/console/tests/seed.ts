import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { house } from './house';

/**
 * Much at once, laid beside the door: ten thousand messages would take minutes through it, and here it is asked how they are read. What came
 * in by the door is copied as it lies in the table, with other names and times.
 */

type Value = { S?: string; N?: string; B?: string; M?: Item; L?: Value[]; NULL?: boolean; BOOL?: boolean };
type Item = Record<string, Value>;
type Stored = {
  id: string;
  thread: string;
  contact: string;
  customer: { id: string; name: string | null };
  seq: number;
} & Record<string, unknown>;

async function table<T>(operation: string, body: Record<string, unknown>): Promise<T> {
  const answer = await fetch(house().aws, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': `DynamoDB_20120810.${operation}`,
      'X-Amz-Date': '20260101T000000Z',
      Authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${operation}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

let name: string | undefined;
async function tableName(): Promise<string> {
  name ??= (await table<{ TableNames: string[] }>('ListTables', {})).TableNames[0];
  if (name === undefined) throw new Error('there is no table');
  return name;
}

async function query(pk: string, prefix: string): Promise<Item[]> {
  const answer = await table<{ Items: Item[] }>('Query', {
    TableName: await tableName(),
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: prefix } },
  });
  return answer.Items;
}

async function write(requests: readonly Record<string, unknown>[]): Promise<void> {
  const TableName = await tableName();
  const left = Array.from({ length: Math.ceil(requests.length / 25) }, (_, page) => requests.slice(25 * page, 25 * page + 25));
  const work = async () => {
    for (let page = left.shift(); page !== undefined; page = left.shift())
      await table('BatchWriteItem', { RequestItems: { [TableName]: page } });
  };
  await Promise.all([work(), work(), work(), work()]);
}

function unpacked(item: Item): Stored {
  return JSON.parse(inflateRawSync(Buffer.from(item['packed']?.B ?? '', 'base64')).toString()) as Stored;
}
function packed(stored: Stored): Value {
  return { B: deflateRawSync(JSON.stringify(stored)).toString('base64') };
}

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
/** An id as the house makes them: 48 bits of time, then 80 of name. */
function id(prefix: string, at: number, number: number): string {
  const digits = (value: number, length: number) =>
    Array.from({ length }, (_, place) => LETTERS[Math.floor(value / 32 ** (length - 1 - place)) % 32]).join('');
  return `${prefix}_${digits(at, 10)}${digits(number, 16)}`;
}

async function conversation(of: string): Promise<{ item: Item; stored: Stored }> {
  const [item] = await query(`CONV#${of}`, '@');
  if (item === undefined) throw new Error(`there is no conversation ${of}`);
  return { item, stored: unpacked(item) };
}

/** Puts `count` messages, a minute apart, before the one message of a conversation that nobody has taken yet. */
export async function lengthen(of: string, count: number, text: (n: number) => string): Promise<void> {
  const { item, stored } = await conversation(of);
  const [last] = await query(`THREAD#${stored.thread}`, 'MSG#');
  if (last === undefined || stored.seq !== 1) throw new Error('it is not a conversation of one message');
  const end = Date.parse(last['at']?.S ?? '');
  const rows = Array.from({ length: count }, (_, index): Item => {
    const at = end - (count - index) * 60_000;
    const own = id('msg', at, index);
    const { emits: _emits, ...rest } = structuredClone(last);
    const content = rest['body']?.M?.['content']?.M;
    if (content !== undefined) content['text'] = { S: text(index + 1) };
    const sk = `MSG#${String(at).padStart(15, '0')}#${own}`;
    return { ...rest, sk: { S: sk }, id: { S: own }, at: { S: new Date(at).toISOString() }, seq: { N: String(index + 1) } };
  });
  const whole = [...rows, { ...last, seq: { N: String(count + 1) } }, { ...item, packed: packed({ ...stored, seq: count + 1 }) }];
  await write(whole.map((Item) => ({ PutRequest: { Item } })));
}

/**
 * A queue that nobody serves, with `count` conversations in its line, each a second younger than the one before and with a person of its own.
 * The answer takes all of it away again.
 */
export async function crowd(
  of: string,
  queue: string,
  count: number,
  customer: (n: number) => string,
): Promise<() => Promise<void>> {
  const { item, stored } = await conversation(of);
  const [contact] = await query(`CONTACT#${stored.contact}`, '@');
  const setting = (await query('SET#queue', 'care-en'))[0];
  if (contact === undefined || setting === undefined) throw new Error('there is no contact, or no queue');
  const made: Item = {
    ...setting,
    sk: { S: queue },
    data: { M: { ...setting['data']?.M, id: { S: queue }, name: { S: queue } } },
  };
  const begun = Date.now() - 1000 * count;
  const items = Array.from({ length: count }, (_, index): Item[] => {
    const at = begun + 1000 * index;
    const [own, person, user] = [id('conv', at, index), id('cont', at, index), `seeded-${at}`];
    const moment = new Date(at).toISOString();
    const copy: Stored = {
      ...stored,
      id: own,
      thread: `line:demo-line:${user}`,
      contact: person,
      customer: { id: user, name: customer(index + 1) },
      stage: { stage: 'waiting', since: moment },
      needs: { queue, priority: 0 },
      preview: `Waiting ${index + 1}`,
      changed_at: moment,
    };
    return [
      {
        ...item,
        pk: { S: `CONV#${own}` },
        packed: packed(copy),
        gsi1pk: { S: `INBOX#waiting#${queue}` },
        gsi1sk: { S: `${String(at).padStart(15, '0')}#${own}` },
        gsi2pk: { S: `CONTACT#${person}` },
      },
      { ...contact, pk: { S: `CONTACT#${person}` }, id: { S: person }, name: { S: customer(index + 1) } },
    ];
  }).flat();
  await write([made, ...items].map((Item) => ({ PutRequest: { Item } })));
  return () => write([made, ...items].map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })));
}

/** What an engine in the shadow said beside the embedded one, as `ingest` keeps it: so many texts of a language today, on every tenth of which they differ. */
export async function inShadow(engine: string, language: string, texts: number): Promise<void> {
  const now = Date.now();
  const day = new Date(now).toISOString().slice(0, 10);
  const said = (name: string, sentiment: string): Value => {
    const labels: Item = { sentiment: { S: sentiment }, intent: { S: 'other' }, urgency: { S: 'normal' } };
    return { L: [{ S: name }, { M: labels }] };
  };
  const one = (index: number) => {
    const [used, opposite] = index % 2 === 0 ? ['positive', 'negative'] : ['negative', 'positive'];
    const Item: Item = {
      pk: { S: `SHADOW#${day}` },
      sk: { S: `${String(now + index).padStart(15, '0')}#${language}${index}#${engine}` },
      kind: { S: 'shadow' },
      at: { S: new Date(now).toISOString() },
      language: { S: language },
      used: said('embedded/6', used as string),
      beside: said(engine, (index % 10 === 0 ? opposite : used) as string),
    };
    return { PutRequest: { Item } };
  };
  await write(Array.from({ length: texts }, (_, index) => one(index)));
}
