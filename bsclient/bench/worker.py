"""One side of one measure in a process of its own: `python -m bsclient.bench.worker MODULE SIDE MEASURE LENGTH FOLDER`."""

from __future__ import annotations

import importlib
import json
import resource
import sys
import tempfile
from pathlib import Path

from bsclient.bench.load import Load, Measure


def main(arguments: list[str]) -> int:
    """Run and print the seconds of the timed part and the peak of resident memory in MiB."""
    module, side, measure, length, shared = arguments
    found = importlib.import_module(module)
    if side == "list":
        print(json.dumps({"measures": list(found.OURS)}))
        return 0
    table: dict[str, Measure] = found.OURS if side == "ours" else found.RAW
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        span = table[measure](Load(length == "short", Path(folder), Path(shared)))
    peak = span.peak_mib or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": span.seconds, "cpu": span.cpu, "peak_mib": peak}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
