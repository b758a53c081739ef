"""Run by collectd every three seconds: does the server answer, and how many calls does it have?"""

import os
import pathlib
import sys

import collectd
from dockerrm import metrics

sys.path.append("/opt/sip-server")
import sip
import sipp


def read():
    # Between Stop and Start there is nothing to report.
    if not os.path.exists("/run/sip-server.pid"):
        return
    # No longer than a second: a report that is half a period late counts as missed.
    healthy = sip.answers(_setting("address"), int(_setting("port")), 1)
    counted = sipp.counts()
    calls = sipp.number(counted, "CurrentCall") if healthy else 0
    _gauge("calls_in_progress", calls)
    _gauge("calls_failed", sipp.number(counted, "FailedCall(C)"))
    sipp.trim()
    if os.environ.get("RM_METRIC_URL"):
        load = min(100, round(100 * calls / int(_setting("capacity"))))
        try:
            problem = None if healthy else "it does not answer OPTIONS"
            metrics.send_integrity(healthy, problem, name="h_integrity")
            metrics.send_load(load, f"{calls} calls in progress", name="load")
        except metrics.MetricError as error:
            collectd.warning(f"sip_server_watcher: {error}")


def _setting(name):
    return pathlib.Path("/etc/sip-server", name).read_text().strip()


def _gauge(name, value):
    collectd.Values(plugin="sip_server", type="gauge", type_instance=name).dispatch(values=[value])


collectd.register_read(read, 3)
