"""What lies in the memory of another process: octets that it should have forgotten."""

from pathlib import Path


def count(pid, patterns):
    """Return how often each pattern lies in what the process may write to."""
    found = dict.fromkeys(patterns, 0)
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            if "w" not in rights:
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(start)
                octets = memory.read(end - start)
            except (OSError, OverflowError, ValueError):
                continue  # regions of devices
            for name, pattern in patterns.items():
                found[name] += octets.count(pattern)
    return found
