#!/usr/bin/python3
"""Asks a SIP server or proxy whether it is there: `sip.py ADDRESS PORT [SECONDS]`, or answers()."""

import socket
import sys
import time
import uuid

# How long an answer is awaited before the question is sent again: UDP loses some.
PATIENCE_SECONDS = 0.5


def answers(address, port, seconds=2.0):
    """Whether anything answers an OPTIONS request there within this time; what it says is all one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        deadline = time.monotonic() + seconds
        link.settimeout(min(PATIENCE_SECONDS, seconds))
        try:
            # Connected: a closed port is reported at once.
            link.connect((address, port))
        except OSError:
            return False
        question = _options(address, port, *link.getsockname())
        while time.monotonic() < deadline:
            try:
                link.send(question)
                if link.recv(65535).startswith(b"SIP/2.0 "):
                    return True
            except TimeoutError:
                continue
            except OSError:
                time.sleep(0.05)
    return False


def _options(address, port, own_address, own_port):
    key = uuid.uuid4().hex
    return (
        f"OPTIONS sip:{address}:{port} SIP/2.0\r\n"
        f"Via: SIP/2.0/UDP {own_address}:{own_port};branch=z9hG4bK{key};rport\r\n"
        f"From: <sip:probe@{own_address}>;tag={key[:8]}\r\n"
        f"To: <sip:{address}:{port}>\r\n"
        f"Call-ID: {key}@{own_address}\r\n"
        "CSeq: 1 OPTIONS\r\n"
        "Max-Forwards: 70\r\n"
        "Content-Length: 0\r\n\r\n"
    ).encode()


if __name__ == "__main__":
    if not answers(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 2.0):
        sys.exit(f"nothing answers at {sys.argv[1]}, port {sys.argv[2]}")
