#!/usr/bin/python3
"""Asks the greeter of this container: `client.py PATH [BODY]`, or ask() from Python."""

import base64
import http.client
import pathlib
import sys


class NoAnswer(Exception):
    """The greeter does not answer, or says no."""


def ask(path, body=None):
    """GETs a page, or POSTs a text to it; returns what the greeter answers."""
    try:
        port = int(_setting("port"))
        token = base64.b64encode(b"greeter:" + _setting("access_token").encode()).decode()
        greeter = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
        try:
            if body is None:
                greeter.request("GET", path)
            else:
                greeter.request("POST", path, body.encode(), {"Authorization": f"Basic {token}"})
            response = greeter.getresponse()
            answer = response.read().decode()
        finally:
            greeter.close()
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(f"the greeter does not answer: {error}") from None
    if response.status != 200:
        raise NoAnswer(f"the greeter answers {response.status}: {answer}")
    return answer


def _setting(name):
    return pathlib.Path("/etc/greeter", name).read_bytes().decode().removesuffix("\n")


if __name__ == "__main__":
    try:
        print(ask(*sys.argv[1:3]))
    except NoAnswer as problem:
        sys.exit(str(problem))
