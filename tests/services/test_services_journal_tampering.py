"""The audit journal against somebody who has the file and knows our formats: eight kinds of change, each found.

Found means: the local check says where, or the next log-in does, when the bank says what it was told. The tamperer may also
change what the base remembers of the bank. The control is a chain without the bank's heads: it lets three kinds through.
"""

import os
import random

import pytest
from wire_kit import Wired

from bsclient import durability
from bsclient.domain import chain
from bsclient.services.evidence.audit import BANK_HEAD, Audit
from bsclient.storage import journal
from bsclient.storage.values import json_text

COLUMNS = ("at", "actor", "device", "action", "object", "object_hash", "facts")
KINDS = ("edit", "drop", "drop_and_close", "swap", "insert", "cut", "cut_and_regrow", "rewrite")
ROUNDS = 400 if os.environ.get("BSCLIENT_LONG") else 4
ROWS = 24


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    wired = Wired(tmp_path_factory.mktemp("tampering"))
    with wired.store.write() as work:
        told = [journal.Act("Иванова А. А.", "sign", f"doc-{n}", "", {"number": str(n)}) for n in range(ROWS)]
        journal.append_all(work, told)
    assert wired.synchronise().ok
    yield wired
    wired.close()


def rows_of(desk):
    with desk.store.read() as reader:
        return [
            [row.seq, *journal.texts(row), row.prev, row.hash]
            for row in journal.between(reader, 1, journal.head(reader)[0])
        ]


def linked(rows):
    """The same rows numbered and chained anew, as one does who knows how."""
    prev, made = chain.START, []
    for seq, row in enumerate(rows, start=1):
        texts = row[1:8]
        found = chain.link(prev, seq, chain.digest(texts))
        made.append([seq, *texts, prev, found])
        prev = found
    return made


def changed(rows, kind, dice):
    """The journal after one change of a kind, as its maker leaves it."""
    rows = [list(row) for row in rows]
    at = dice.randrange(1, len(rows) - 1)
    if kind == "edit":
        rows[at][dice.randrange(1, 8)] = json_text({"number": "999"})
    elif kind in {"drop", "drop_and_close"}:
        del rows[at]
        if kind == "drop_and_close":
            for seq, row in enumerate(rows, start=1):
                row[0] = seq
    elif kind == "swap":
        rows[at][0], rows[at - 1][0] = rows[at - 1][0], rows[at][0]
        rows.sort()
    elif kind == "insert":
        rows.insert(at, [0, *rows[at][1:8], rows[at - 1][9], "0" * 64])
        for seq, row in enumerate(rows, start=1):
            row[0] = seq
    elif kind == "cut":
        rows = rows[:at]
    elif kind == "cut_and_regrow":
        rows = linked([*rows[:at], *rows[1 : len(rows) - at + 3]])
    else:
        rows[at][2] = "Петров П. П."
        rows = linked([*rows, rows[0]])
    return rows


def write(desk, rows, *, forget):
    raw = durability.driver().connect(str(desk.store.path), isolation_level=None)
    raw.executescript("DROP TRIGGER IF EXISTS journal_no_update; DROP TRIGGER IF EXISTS journal_no_delete")
    raw.execute("BEGIN")
    raw.execute("DELETE FROM journal")
    raw.executemany(f"INSERT INTO journal VALUES ({', '.join('?' * 10)})", rows)
    if forget:
        raw.execute("DELETE FROM journal_head")
        raw.execute("UPDATE setting SET value = ? WHERE key = ?", (f"{rows[-1][0]}:{rows[-1][9]}", BANK_HEAD))
    raw.execute("COMMIT")
    raw.close()


def chain_alone(desk):
    with desk.store.read() as reader:
        return journal.check(reader).broken_at is None


def found(desk):
    """Whether our defences find it: the check of the journal, or what the bank says at the next log-in."""
    if not Audit(desk.place).check().ok:
        return True
    report = desk.synchronise()
    told = {problem.code for problem in report.problems}
    return "journal_rewritten" in told and not Audit(desk.place).check().ok


@pytest.mark.parametrize("forget", [False, True], ids=["bank_remembered", "bank_forgotten"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_change_is_found(desk, kind, forget):
    dice = random.Random(f"{kind}{forget}")
    for _ in range(ROUNDS):
        whole, known = rows_of(desk), desk.teller.known
        write(desk, changed(whole, kind, dice), forget=forget)
        try:
            assert found(desk)
        finally:
            desk.teller.known = known
            write(desk, whole, forget=True)
    assert Audit(desk.place).check().ok


def test_control_a_chain_without_heads_lets_three_kinds_through(desk):
    missed = set()
    whole = rows_of(desk)
    for kind in KINDS:
        write(desk, changed(whole, kind, random.Random(kind)), forget=True)
        if chain_alone(desk):
            missed.add(kind)
        write(desk, whole, forget=True)
    assert missed == {"cut", "cut_and_regrow", "rewrite"}


def test_a_contradicted_journal_is_never_given_to_the_bank_again(desk):
    whole, known = rows_of(desk), desk.teller.known
    write(desk, changed(whole, "rewrite", random.Random(1)), forget=True)
    codes = [[problem.code for problem in desk.synchronise().problems] for _ in range(2)]
    assert codes == [["journal_rewritten", "journal_head_refused"]] * 2
    assert desk.teller.known == known
    write(desk, whole, forget=True)
    assert desk.synchronise().ok


def test_a_restored_journal_goes_on_after_the_bank_let_it_begin_anew(desk):
    whole, known = rows_of(desk), desk.teller.known
    write(desk, whole[:-3], forget=True)
    assert "journal_rewritten" in [problem.code for problem in desk.synchronise().problems]
    desk.teller.known = (0, "2026-11-20T10:00:00Z backup (Op One, Op Two)")
    for _ in range(2):
        assert desk.synchronise().ok
    (row,) = [row for row in Audit(desk.place).page(0, 5) if row.action == "journal_restarted"]
    assert row.facts["reason"].endswith("backup (Op One, Op Two)")
    assert Audit(desk.place).check().ok
    desk.teller.known = known
