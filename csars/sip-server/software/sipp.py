#!/usr/bin/python3
"""What SIPp has counted since its start: `sipp.py COLUMN...` prints numbers, or counts()."""

import os
import subprocess
import sys

# SIPp adds a line each second, under one line of names.
STATISTICS = "/run/sipp.csv"
HEAD_BYTES = 4096
TAIL_BYTES = 65536
LARGEST_BYTES = 4 * 1024 * 1024


def counts(path=STATISTICS):
    """The last complete line by column, for instance `FailedCall(C)`; empty before the first."""
    try:
        with open(path, "rb") as file:
            names = file.readline(HEAD_BYTES)
            begin = file.tell()
            file.seek(max(begin, os.fstat(file.fileno()).st_size - TAIL_BYTES))
            lines = file.read().split(b"\n")
    except FileNotFoundError:
        return {}
    if len(lines) < 2:
        return {}
    return dict(zip(names.decode().split(";"), lines[-2].decode().split(";")))


def number(counted, column):
    """One column as a whole number, 0 where there is none."""
    return int(float(counted.get(column) or 0))


def trim(path=STATISTICS):
    """Gives the disk back what lies between the names and the last lines; SIPp notices nothing."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return
    if status.st_blocks * 512 > LARGEST_BYTES:
        length = status.st_size - HEAD_BYTES - TAIL_BYTES
        subprocess.run(["fallocate", "-p", "-o", str(HEAD_BYTES), "-l", str(length), path])


if __name__ == "__main__":
    found = counts()
    print(*(number(found, column) for column in sys.argv[1:]))
