"""Run by collectd every five seconds: does SIPp make calls, and do they succeed?"""

import os
import pathlib
import sys

import collectd
from dockerrm import metrics

sys.path.append("/opt/sip-client")
import sipp

PID_FILE = "/run/sip-client.pid"


class Watcher:
    """Remembers how many calls had failed and succeeded when it looked last."""

    def __init__(self):
        self.failed = 0
        self.completed = 0

    def read(self):
        # Between Stop and Start there is nothing to report.
        if not os.path.exists(PID_FILE):
            return
        counted = sipp.counts()
        calls = sipp.number(counted, "CurrentCall") if _runs() else 0
        _gauge("calls_in_progress", calls)
        _gauge("calls_sent", sipp.number(counted, "TotalCallCreated"))
        _gauge("calls_failed", sipp.number(counted, "FailedCall(C)"))
        problem = self.problem(counted)
        sipp.trim()
        if os.environ.get("RM_METRIC_URL"):
            load = min(100, round(100 * calls / _setting("max_calls")))
            try:
                metrics.send_integrity(problem is None, problem, name="h_integrity")
                metrics.send_load(load, f"{calls} calls in progress", name="load")
            except metrics.MetricError as error:
                collectd.warning(f"sip_client_watcher: {error}")

    def problem(self, counted):
        failed = sipp.number(counted, "FailedCall(C)")
        completed = sipp.number(counted, "completed(C)")
        all_fail = failed > self.failed and completed == self.completed
        self.failed, self.completed = failed, completed
        total = _setting("total_calls")
        finished = 0 < total <= sipp.number(counted, "TotalCallCreated")
        if not finished and not _runs():
            return "SIPp has ended"
        return "every call fails" if all_fail else None


def _runs():
    try:
        pid = int(pathlib.Path(PID_FILE).read_text())
        return pathlib.Path(f"/proc/{pid}/comm").read_text() == "sipp\n"
    except (OSError, ValueError):
        return False


def _setting(name):
    return int(pathlib.Path("/etc/sip-client", name).read_text())


def _gauge(name, value):
    collectd.Values(plugin="sip_client", type="gauge", type_instance=name).dispatch(values=[value])


collectd.register_read(Watcher().read, 5)
