"""AliCloud's market as its documentation describes PushMeteringData: an HTTP server that accepts only what keeps to the
limits."""

import http.server
import json
import threading
import urllib.parse

HOUR = 3600
KEYS = {
    "Frequency", "Period", "Periods", "PeriodMin", "Storage", "StorageGigaByte", "NetworkIn", "NetworkOut", "Character",
    "DailyActiveUser", "VirtualCpu", "Unit", "Memory", "KTokens", "Suit",
}


class Refused(Exception):
    """What the market says no to."""


class Market:
    """Instances billed by the hour, their ends, and what was pushed."""

    def __init__(self):
        self.now = 0
        self.instances = {}
        self.pushed = []
        self.last_call = {}

    def sells(self, instance, product):
        self.instances[instance] = {"product": product, "expired": None}

    def push(self, metering):
        records = json.loads(metering)
        if not isinstance(records, list) or not 1 <= len(records) <= 100:
            raise Refused("1 to 100 records")
        products = {self.instance(record)["product"] for record in records}
        if len(products) != 1:
            raise Refused("all instances of one call are of one product")
        for instance in {record["InstanceId"] for record in records}:
            if self.now - self.last_call.get(instance, -60) < 60:
                raise Refused(f"one call for instance {instance} in 60 s")
        for record in records:
            self.check(record)
        for record in records:
            self.last_call[record["InstanceId"]] = self.now
            self.pushed.append(record)

    def instance(self, record):
        if not isinstance(record.get("InstanceId"), str) or record["InstanceId"] not in self.instances:
            raise Refused(f"instance {record.get('InstanceId')!r} is not known")
        return self.instances[record["InstanceId"]]

    def check(self, record):
        if set(record) - {"SerialNo"} != {"InstanceId", "StartTime", "EndTime", "Entities"}:
            raise Refused(f"fields {sorted(record)}")
        start, end = (self.seconds(record[name]) for name in ("StartTime", "EndTime"))
        if end - start <= 300:
            raise Refused("an interval of more than five minutes")
        if end > self.now:
            raise Refused("usage to come")
        if start // HOUR != (end - 1) // HOUR:
            raise Refused("an interval within one hour")
        if self.now >= (start // HOUR + 2) * HOUR:
            raise Refused("usage of an hour until the end of the next one")
        expired = self.instances[record["InstanceId"]]["expired"]
        if expired is not None and start >= expired:
            raise Refused("an interval that began before the instance expired")
        for pushed in self.pushed:
            if pushed["InstanceId"] == record["InstanceId"] and pushed["StartTime"] == record["StartTime"]:
                raise Refused("usage of that time was pushed before: it would be billed twice")
        if not record["Entities"]:
            raise Refused("an entity")
        for entity in record["Entities"]:
            if entity.get("Key") not in KEYS or not entity.get("Value", "").isdecimal():
                raise Refused(f"a known key and a whole number, not {entity}")

    @staticmethod
    def seconds(text):
        if not isinstance(text, str) or not text.isdecimal() or len(text) > 10:
            raise Refused(f"Unix seconds, not {text!r}")
        return int(text)

    def serve(self):
        """Serves on a free port of this machine and gives the address."""
        market = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                try:
                    if form.get("Action") != ["PushMeteringData"]:
                        raise Refused("the action PushMeteringData")
                    market.push(form["Metering"][0])
                    status, answer = 200, {"RequestId": "r-1", "Success": True}
                except Refused as refused:
                    status = 400
                    answer = {"RequestId": "r-1", "Code": "InvalidParameter", "Message": f"expected {refused}"}
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/"
