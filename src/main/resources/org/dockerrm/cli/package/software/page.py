#!/usr/bin/env python3
"""The software: a web server on port 8080. Replace it with yours."""

import http.server


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/health":
            with open("/run/NAME.visits", "a", encoding="utf-8") as visits:
                visits.write("x")
        with open("/etc/NAME.txt", encoding="utf-8") as text:
            body = text.read().encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


http.server.ThreadingHTTPServer(("", 8080), Page).serve_forever()
