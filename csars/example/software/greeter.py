#!/usr/bin/python3
"""A web server that greets. It knows nothing of the manager: it reads /etc/greeter, one file a setting.

GET /?who=NAME      a greeting
GET /health         "ok"
GET /key            the visitors' public key
GET /announcement   the announcement
POST /announcement  changes it (needs the access token where there is one)
SIGHUP              reads the settings again; the port takes effect at the next start
"""

import base64
import hmac
import pathlib
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

VERSION = "1.0.3"
MAX_BODY = 100_000


def setting(name):
    return pathlib.Path("/etc/greeter", name).read_bytes().decode().removesuffix("\n")


class Greeter(ThreadingHTTPServer):
    daemon_threads = True
    announcement = ""

    def __init__(self):
        self.read_settings()
        super().__init__(("", int(setting("port"))), Visit)

    def read_settings(self, *_):
        self.greeting = setting("greeting")
        self.end = "!" if setting("friendly").lower() == "true" else "."
        self.key = setting("visitor_key")
        self.token = setting("access_token")

    def greet(self, who):
        text = f"{self.greeting}, {who}{self.end}"
        return f"{text}\n{self.announcement}" if self.announcement else text


class Visit(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/":
            self.answer(200, self.server.greet(parse_qs(url.query).get("who", ["stranger"])[0]))
        elif url.path == "/health":
            self.answer(200, "ok")
        elif url.path == "/key":
            self.answer(200, self.server.key)
        elif url.path == "/announcement":
            self.answer(200, self.server.announcement)
        else:
            self.answer(404, "no such page")

    def do_POST(self):
        size = self.headers.get("Content-Length", "")
        if self.path != "/announcement":
            self.answer(404, "no such page")
        elif not self.allowed():
            self.answer(401, "wrong access token")
        elif not size.isdecimal() or int(size) > MAX_BODY:
            self.answer(413, "the announcement is too long")
        else:
            self.server.announcement = self.rfile.read(int(size)).decode(errors="replace")
            self.answer(200, "announced")

    def allowed(self):
        if not self.server.token:
            return True
        expected = base64.b64encode(b"greeter:" + self.server.token.encode())
        given = self.headers.get("Authorization", "").encode("latin-1")
        return hmac.compare_digest(given, b"Basic " + expected)

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code="-", size="-"):
        """Health checks every few seconds are not worth a line each."""


def main():
    if sys.argv[1:] == ["--version"]:
        print(VERSION)
        return
    greeter = Greeter()
    signal.signal(signal.SIGHUP, greeter.read_settings)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"greeter: listening on port {greeter.server_port}", flush=True)
    greeter.serve_forever()


if __name__ == "__main__":
    main()
