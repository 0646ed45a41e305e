"""Runs the two sides of a benchmark in turn, each in clean processes, and prints the figures."""

from __future__ import annotations

import importlib
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bsclient.bench.load import MODULES

ROUNDS = 5


def run(name: str, *, short: bool, as_json: bool) -> int:
    """Run one benchmark and print its figures; the last line of the JSON form is one object."""
    measures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="bsclient-bench-") as folder:
        for measure in _worker(name, "list", "", short=short, folder=Path(folder))["measures"]:
            if not as_json:
                print(f"{name} {measure} …", end=" ", flush=True)
            measures[measure] = figures = _pair(name, measure, short=short, folder=Path(folder))
            if not as_json:
                print(_line(figures), flush=True)
    more = _growth(name, measures)
    if as_json:
        print(json.dumps({"bench": name, "short": short, "measures": measures, **_single(measures), **more}))
    else:
        for measure, times in more.get("growth", {}).items():
            print(f"{name} {measure}: ten times the input takes {times:.1f} times the processor's time")
    return 0


def _growth(name: str, measures: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return what the benchmark itself tells of how time grows with the input, if it does."""
    found = getattr(importlib.import_module(MODULES[name]), "growth", None)
    return {} if found is None else {"growth": found(measures)}


def _single(measures: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return the figures of a benchmark that has one measure, to stand beside its name."""
    return next(iter(measures.values())) if len(measures) == 1 else {}


def _line(figures: dict[str, float]) -> str:
    return (
        f"{figures['seconds']:.3f} s, baseline {figures['baseline_seconds']:.3f} s, "
        f"ratio {figures['ratio']:.2f} (processor {figures['cpu_ratio']:.2f}), peak {figures['peak_mib']:.0f} MiB"
    )


def _pair(name: str, measure: str, *, short: bool, folder: Path) -> dict[str, float]:
    ours: list[dict[str, float]] = []
    raw: list[dict[str, float]] = []
    for number in range(1 if short else ROUNDS):
        order = (("raw", raw), ("ours", ours)) if number % 2 else (("ours", ours), ("raw", raw))
        for side, found in order:
            found.append(_worker(name, side, measure, short=short, folder=folder))
    return {
        "seconds": round(_median(ours, "seconds"), 6),
        "baseline_seconds": round(_median(raw, "seconds"), 6),
        "ratio": round(_ratio(ours, raw, "seconds"), 3),
        "cpu": round(_median(ours, "cpu"), 6),
        "baseline_cpu": round(_median(raw, "cpu"), 6),
        "cpu_ratio": round(_ratio(ours, raw, "cpu"), 3),
        "peak_mib": round(max(item["peak_mib"] for item in ours), 1),
        "baseline_peak_mib": round(max(item["peak_mib"] for item in raw), 1),
    }


def _median(found: list[dict[str, float]], key: str) -> float:
    return statistics.median(item[key] for item in found)


def _ratio(ours: list[dict[str, float]], raw: list[dict[str, float]], key: str) -> float:
    return statistics.median(a[key] / max(b[key], 1e-9) for a, b in zip(ours, raw, strict=True))


def _worker(name: str, side: str, measure: str, *, short: bool, folder: Path) -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "bsclient.bench.worker",
        MODULES[name],
        side,
        measure,
        "short" if short else "long",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
