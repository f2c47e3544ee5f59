"""A bridge between Harken and anything, in thirty lines. See docs/open-messaging.md.
   python3 bridge.py PORT HARKEN_WEBHOOK SECRET"""
import base64, datetime, hashlib, hmac, http.server, json, sys, time, urllib.request, uuid

PORT, HARKEN, SECRET = int(sys.argv[1]), sys.argv[2], sys.argv[3].encode()
answers, seen = {}, set()
sign = lambda data: base64.b64encode(hmac.new(SECRET, data, hashlib.sha256).digest()).decode()

def tell_harken(channel, **message):
    now = datetime.datetime.now(datetime.timezone.utc).isoformat()
    body = json.dumps({"channel": {"time": now, **channel}, **message}).encode()
    headers = {"content-type": "application/json", "x-hub-signature-256": "sha256=" + sign(body)}
    return urllib.request.urlopen(urllib.request.Request(HARKEN, body, headers)).read()

def genuine(headers, body):
    fresh = abs(time.time() - int(headers["webhook-timestamp"])) < 300
    signed = f"v1,{sign(b'.'.join([headers['webhook-id'].encode(), headers['webhook-timestamp'].encode(), body]))}"
    return fresh and any(hmac.compare_digest(signed, one) for one in headers["webhook-signature"].split())

class Bridge(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body, person, status = self.rfile.read(int(self.headers["content-length"])), self.path[1:], 200
        if self.path != "/harken":  # somebody writes to us: on to Harken
            tell_harken({"messageId": str(uuid.uuid4()), "from": {"id": person}}, text=body.decode())
        elif not genuine(self.headers, body):
            status = 401
        elif (answer := json.loads(body))["id"] not in seen:  # an agent's answer: on to whom it is for, once
            seen.add(answer["id"]), answers.setdefault(answer["channel"]["to"]["id"], []).append(answer["text"])
            tell_harken({"from": answer["channel"]["to"]}, type="Receipt", id=answer["id"], status="Delivered")
        self.send_response(status), self.end_headers(), self.wfile.write(b"{}")

    def do_GET(self):  # what a person was answered
        self.send_response(200), self.end_headers(), self.wfile.write(json.dumps(answers.get(self.path[1:], [])).encode())

http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Bridge).serve_forever()
