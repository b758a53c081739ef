"""Run by collectd every five seconds: asks the greeter how it is and reports that."""

import os
import sys

import collectd
from dockerrm import metrics

sys.path.append("/opt/greeter")
import client


def read():
    # Between Stop and Start there is nothing to report: a greeter that is not meant to run is well.
    if not os.path.exists("/run/greeter.pid"):
        return
    try:
        client.ask("/health")
        healthy, message = True, None
    except client.NoAnswer as error:
        healthy, message = False, str(error)

    # A value like any other of collectd's: greeter/gauge-healthy, 1 or 0.
    value = collectd.Values(plugin="greeter", type="gauge", type_instance="healthy")
    value.dispatch(values=[int(healthy)])

    # The metric of the descriptor, which its heal policy looks at.
    if os.environ.get("RM_METRIC_URL"):
        try:
            metrics.send_integrity(healthy, message, name="h_integrity")
        except metrics.MetricError as error:
            collectd.warning(f"greeter_watcher: {error}")


collectd.register_read(read, 5)
