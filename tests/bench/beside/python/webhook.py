"""The door for LINE as somebody would write it in Python: the secret, the signature over the raw bytes, a command for each event into
the queue, and only then the answer. Its loop asks the Lambda Runtime API itself, which is less than what AWS puts around a handler."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import time

import boto3

# AWS names a host; the local cloud a whole address, because each process has a path of its own.
HOST, _, PATH = os.environ["AWS_LAMBDA_RUNTIME_API"].removeprefix("http://").partition("/")
INVOCATION = f"/{PATH}/2018-06-01/runtime/invocation"
QUEUE = os.environ["INBOUND_QUEUE_URL"]
SECRETS = boto3.client("secretsmanager")
SQS = boto3.client("sqs")
KNOWN = {}


def secret_of(account):
    if account not in KNOWN:
        found = SECRETS.get_secret_value(SecretId=f"{os.environ['SECRETS_PREFIX']}/line/{account}")
        KNOWN[account] = json.loads(found["SecretString"])
    return KNOWN[account]


def is_signed(body, signature, keys):
    right = (base64.b64encode(hmac.new(key.encode(), body, hashlib.sha256).digest()).decode() for key in keys)
    return any([hmac.compare_digest(one, signature or "") for one in right])


def command(account, event, now):
    author = event.get("source", {}).get("userId")
    name = hashlib.sha256(f"{account}:{event['webhookEventId']}".encode()).hexdigest()
    item = {
        "platform": "line",
        "account": account,
        "author": author,
        "event": event["webhookEventId"],
        "at": event["timestamp"],
        "text": event.get("message", {}).get("text"),
        "reply_token": event.get("replyToken"),
    }
    return {
        "Id": name[:20],
        "MessageGroupId": f"line:{account}:{author}",
        "MessageDeduplicationId": name,
        "MessageBody": json.dumps({"id": name, "now": now, "kind": "ingest", "item": item}),
    }


def handle(request):
    account = request["pathParameters"]["account"]
    body = (request.get("body") or "").encode()
    if request.get("isBase64Encoded"):
        body = base64.b64decode(body)
    if not is_signed(body, request["headers"].get("x-line-signature"), secret_of(account)["signing"]):
        return {"statusCode": 401, "body": json.dumps({"error": {"code": "forged"}})}
    now = int(time.time() * 1000)
    entries = [command(account, event, now) for event in json.loads(body)["events"]]
    for start in range(0, len(entries), 10):
        answer = SQS.send_message_batch(QueueUrl=QUEUE, Entries=entries[start : start + 10])
        if answer.get("Failed"):
            return {"statusCode": 503, "body": ""}
    return {"statusCode": 200, "body": ""}


def serve():
    runtime = http.client.HTTPConnection(HOST)

    def call(method, path, body=None):
        runtime.request(method, INVOCATION + path, body)
        answer = runtime.getresponse()
        return answer.headers, answer.read()

    while True:
        headers, body = call("GET", "/next")
        name = headers.get("lambda-runtime-aws-request-id")
        if name is None:
            return
        try:
            call("POST", f"/{name}/response", json.dumps(handle(json.loads(body))))
        except Exception as error:  # whatever it is, the runtime has to hear of it
            call("POST", f"/{name}/error", json.dumps({"errorType": type(error).__name__, "errorMessage": str(error)}))


serve()
