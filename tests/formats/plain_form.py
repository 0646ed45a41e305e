"""A file as plain values without the empty ones: what the expected files beside the samples have."""

import dataclasses
import datetime as dt
import json
from decimal import Decimal

LEFT_OUT = {"problems", "header"}


def plain(value):
    if dataclasses.is_dataclass(value):
        found = {
            field.name: plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name not in LEFT_OUT
        }
        return {name: text for name, text in found.items() if text not in ("", None, False, [], {})}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Decimal | dt.date):
        return str(value)
    return value


def told(file):
    """The file and the codes of its problems."""
    return plain(file) | {"problems": [problem.code for problem in file.problems]}


def demand_sample(path, file, opening):
    """Demand of what was read of a sample that it is what stands beside it, each document on a line that opens one."""
    assert told(file) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    lines = path.read_bytes().split(b"\n")
    assert all(opening in lines[document.line - 1] for document in file.documents)
