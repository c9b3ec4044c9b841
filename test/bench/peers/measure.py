"""Measures the work of a Python program as test/bench/measure.ts does that of a Node program."""

import json
import resource
import time

loading_began = time.perf_counter()


def measure(work):
    """Runs the work, and prints what it took as one line of JSON."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    wall, used = time.perf_counter() - began, time.process_time() - cpu
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    usage = {"startMs": (began - loading_began) * 1000, "wallMs": wall * 1000, "cpuMs": used * 1000}
    print(json.dumps({**usage, "rssBytes": rss, "heapBytes": None, "unreached": None}))
