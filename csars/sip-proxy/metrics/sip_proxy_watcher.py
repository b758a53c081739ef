"""Run by collectd every five seconds: does the proxy answer, and how many calls go through it?"""

import os
import pathlib
import subprocess
import sys

import collectd
from dockerrm import metrics

sys.path.append("/opt/sip-proxy")
import pool
import sip


def read():
    # Between Stop and Start there is nothing to report.
    if not os.path.exists(pool.RUNNING):
        return
    calls, problem = 0, None
    try:
        calls, failed = pool.statistics()
        _gauge("calls_in_progress", calls)
        _gauge("calls_failed", failed)
        if not sip.answers(_setting("address"), int(_setting("port"))):
            problem = "it does not answer OPTIONS"
    except (pool.PoolError, subprocess.TimeoutExpired) as error:
        problem = str(error)
    if os.environ.get("RM_METRIC_URL"):
        load = min(100, round(100 * calls / int(_setting("capacity"))))
        try:
            metrics.send_integrity(problem is None, problem, name="h_integrity")
            metrics.send_load(load, f"{calls} calls in progress", name="load")
        except metrics.MetricError as error:
            collectd.warning(f"sip_proxy_watcher: {error}")


def _setting(name):
    return pathlib.Path("/etc/sip-proxy", name).read_text().strip()


def _gauge(name, value):
    collectd.Values(plugin="sip_proxy", type="gauge", type_instance=name).dispatch(values=[value])


collectd.register_read(read, 5)
