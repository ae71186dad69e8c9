"""Receives the deliveries of marketplaces over HTTP.

    marketplace_server.py LEDGER PORT [TOPIC...]

LEDGER is created if it does not exist. PORT 0 means any free port; the server prints the port that it uses. Each TOPIC
is the ARN of an SNS topic that is trusted. The environment variables ALICLOUD_KEY and HUAWEI_KEY are the secrets.
"""

import os
import sys
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import defray
from defray import Provider
from defray import marketplaces as mp

db = defray.open(sys.argv[1], create=True)


class Answering(BaseHTTPRequestHandler):
    def answer(self, reply: mp.Reply) -> None:
        body = reply.body.encode()
        self.send_response(reply.status)
        for name, value in (*reply.headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


# >>> handler
PATHS = {"/alicloud": Provider.ALI_CLOUD, "/huawei": Provider.HUAWEI_CLOUD, "/sns": Provider.AWS}
SECRETS = {Provider.ALI_CLOUD: [os.environ["ALICLOUD_KEY"]], Provider.HUAWEI_CLOUD: [os.environ["HUAWEI_KEY"]]}
NONCES, TOPICS = mp.Nonces(), sys.argv[3:]
CERTIFICATES: dict[str, mp.SigningCertificate] = {}


class Handler(Answering):
    def do_GET(self) -> None:
        provider = PATHS.get(self.path.partition("?")[0])
        length = int(self.headers.get("Content-Length") or 0)
        if provider is None or not 0 <= length <= 1 << 18:
            return self.send_error(404 if provider is None else 413)
        call = mp.Delivery(self.command, self.path, self.headers.items(), self.rfile.read(length))
        certificates = list(CERTIFICATES.values())
        trust = mp.Trust(secrets=SECRETS.get(provider, ()), topics=TOPICS, certificates=certificates, nonces=NONCES)
        access = {"frontEndUrl": "https://app.example/"}
        received = db.receive(provider, call, trust, access=access)  # on disk before it is answered
        if received.failure is not None:
            self.log_error("%s", received.failure)  # the marketplace is asked to deliver again
        address = received.rejected and received.rejected.certificate_address  # checked to be one of SNS
        if address and address not in CERTIFICATES:
            with urllib.request.urlopen(address, timeout=10) as pem:
                CERTIFICATES[address] = mp.SigningCertificate(address, pem.read().decode())
        self.answer(received.reply)

    do_POST = do_GET
# <<< handler


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Handler)
print(server.server_port, flush=True)
server.serve_forever()
