// The door for LINE as somebody would write it in Node: the secret, the signature over the raw bytes, a command for each event
// into the queue, and only then the answer. Its loop asks the Lambda Runtime API itself, which is less than what AWS puts around a
// handler.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';

// AWS names a host; the local cloud a whole address, because each process has a path of its own.
const runtime = `http://${process.env.AWS_LAMBDA_RUNTIME_API.replace('http://', '')}/2018-06-01/runtime/invocation`;
const queue = process.env.INBOUND_QUEUE_URL;
const agent = new http.Agent({ keepAlive: true });
const secrets = new SecretsManagerClient({});
const sqs = new SQSClient({});
const known = new Map();

async function secretOf(account) {
  if (!known.has(account)) {
    const SecretId = `${process.env.SECRETS_PREFIX}/line/${account}`;
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    known.set(account, JSON.parse(SecretString));
  }
  return known.get(account);
}

function isSigned(body, signature, keys) {
  const given = Buffer.from(signature ?? '', 'base64');
  return keys.some((key) => {
    const right = createHmac('sha256', key).update(body).digest();
    return right.length === given.length && timingSafeEqual(right, given);
  });
}

function command(account, event, now) {
  const id = createHash('sha256').update(`${account}:${event.webhookEventId}`).digest('hex');
  const item = {
    platform: 'line',
    account,
    author: event.source?.userId,
    event: event.webhookEventId,
    at: event.timestamp,
    text: event.message?.text,
    reply_token: event.replyToken,
  };
  return {
    Id: id.slice(0, 20),
    MessageGroupId: `line:${account}:${event.source?.userId}`,
    MessageDeduplicationId: id,
    MessageBody: JSON.stringify({ id, now, kind: 'ingest', item }),
  };
}

async function handle(request) {
  const { account } = request.pathParameters;
  const body = Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
  const { signing } = await secretOf(account);
  if (!isSigned(body, request.headers['x-line-signature'], signing)) {
    return { statusCode: 401, body: JSON.stringify({ error: { code: 'forged' } }) };
  }
  const now = Date.now();
  const entries = JSON.parse(body).events.map((event) => command(account, event, now));
  for (let from = 0; from < entries.length; from += 10) {
    const batch = { QueueUrl: queue, Entries: entries.slice(from, from + 10) };
    const { Failed } = await sqs.send(new SendMessageBatchCommand(batch));
    if (Failed?.length) return { statusCode: 503, body: '' };
  }
  return { statusCode: 200, body: '' };
}

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(runtime + path, { method, agent }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function serve() {
  for (;;) {
    const { headers, body } = await call('GET', '/next');
    const id = headers['lambda-runtime-aws-request-id'];
    if (!id) return;
    try {
      await call('POST', `/${id}/response`, JSON.stringify(await handle(JSON.parse(body))));
    } catch (error) {
      await call('POST', `/${id}/error`, JSON.stringify({ errorType: error.name, errorMessage: error.message }));
    }
  }
}

serve();
