"""The tail of a long run: what was slowest and what failed, once more and short, so that the end of a log tells all."""

SLOWEST = 30
BAD = ("failed", "error")


def lines(stats):
    """Yield the lines; `stats` are pytest's reports by outcome. A test's time is that of its fixtures and its own."""
    seconds, bad = {}, {}
    for outcome, reports in stats.items():
        for report in reports:
            name = getattr(report, "nodeid", "")
            if hasattr(report, "duration"):
                seconds[name] = seconds.get(name, 0.0) + report.duration
            if outcome in BAD:
                bad.setdefault(name, outcome)
    yield f"slowest {min(SLOWEST, len(seconds))} of {len(seconds)}, in seconds:"
    for name, spent in sorted(seconds.items(), key=lambda each: each[1], reverse=True)[:SLOWEST]:
        yield f"{spent:7.1f}  {name}"
    yield f"failed: {len(bad)}"
    yield from (f"  {outcome}  {name}" for name, outcome in sorted(bad.items()))
