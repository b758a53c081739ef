"""Metrics of this instance, posted to the resource manager.

RM_METRIC_URL and RM_METRIC_KEY are in the container's environment where the manager takes metrics.
RM_METRIC_NAME (or --name) is the descriptor's name of the metric; "integrity" or "load" if missing.
"""

import http.client
import json
import os
import sys
import urllib.parse

TIMEOUT_SECONDS = 10


class MetricError(Exception):
    """A metric that could not be delivered."""


def send_integrity(healthy, message=None, name=None):
    """Reports whether the software works."""
    _send(name or "integrity", {"integrity": "OK" if healthy else "BROKEN"}, message)


def send_load(percent, message=None, name=None):
    """Reports how busy the software is, 0 to 100."""
    if not 0 <= percent <= 100:
        raise ValueError(f"a load is a number from 0 to 100, not {percent}")
    _send(name or "load", {"load": percent}, message)


def _send(name, measured, message):
    url = os.environ.get("RM_METRIC_URL", "")
    key = os.environ.get("RM_METRIC_KEY", "")
    if not url or not key:
        raise MetricError(
            "nothing sent: RM_METRIC_URL and RM_METRIC_KEY are not both set, "
            "so this manager takes no metrics over HTTP"
        )
    metric = {"metricKey": key, "metricName": name, "metricId": f"{key}.{name}", **measured}
    if message is not None:
        metric["message"] = message
    _post(url, key, json.dumps(metric).encode())


def _post(url, key, body):
    # Without urllib.request: its proxies are meant for the software, not for the way to the manager.
    parts = urllib.parse.urlsplit(url)
    secure = parts.scheme == "https"
    connect = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    try:
        connection = connect(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
        try:
            target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            connection.request("POST", target, body, headers)
            answer = connection.getresponse()
            reason = answer.read(2000).decode(errors="replace")
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise MetricError(f"{url} does not answer: {error}") from None
    if not 200 <= answer.status < 300:
        raise MetricError(f"{url} answered {answer.status} {answer.reason} {reason}".rstrip())


def integrity_command():
    """sendIntegrity: `[--name METRIC] OK|BROKEN [MESSAGE]`."""
    name, value, message = _arguments("OK|BROKEN")
    if value not in ("OK", "BROKEN"):
        _usage("OK|BROKEN")
    _run(lambda: send_integrity(value == "OK", message, name))


def load_command():
    """sendLoad: `[--name METRIC] 0..100 [MESSAGE]`."""
    name, value, message = _arguments("0..100")
    try:
        percent = float(value)
    except ValueError:
        _usage("0..100")
    if percent.is_integer():
        percent = int(percent)
    _run(lambda: send_load(percent, message, name))


def _arguments(value):
    arguments = sys.argv[1:]
    name = os.environ.get("RM_METRIC_NAME") or None
    if len(arguments) >= 2 and arguments[0] == "--name":
        name = arguments[1]
        arguments = arguments[2:]
    if not 1 <= len(arguments) <= 2:
        _usage(value)
    return name, arguments[0], arguments[1] if len(arguments) == 2 else None


def _run(report):
    try:
        report()
    except (MetricError, ValueError) as error:
        print(f"{os.path.basename(sys.argv[0])}: {error}", file=sys.stderr)
        sys.exit(1)


def _usage(value):
    command = os.path.basename(sys.argv[0])
    print(f"usage: {command} [--name METRIC] {value} [MESSAGE]", file=sys.stderr)
    sys.exit(2)
