"""The bank's own weights of problems, its hours, and how old the directory of banks may be, as a client's checks see them."""

import datetime as dt
import json

import pytest
from local_kit import OTHER, PAYEE, TODAY, codes, payment
from wire_kit import Wired

from bsclient.domain.problems import Severity
from bsclient.errors import NotAllowed


@pytest.fixture
def desk(tmp_path):
    wired = Wired(tmp_path)
    yield wired
    wired.close()


def offered(desk, name, rows):
    """Let the bank send a directory."""
    data = json.dumps({"name": name, "title": name, "version": "1", "rows": rows}).encode()
    desk.teller.directories[name] = ("1", data)
    desk.teller.say("directory", {"name": name, "version": "1"})
    assert desk.synchronise().ok


def row(code, **facts):
    return {"code": code, "title": code, "valid_from": "", "valid_to": "", **facts}


def weights(desk, **changes):
    return {p.code: p.severity for p in desk.drafts.check("payment_order", payment(**changes))}


POOR = {"payer_account": OTHER}


def test_without_a_word_of_the_bank_missing_money_is_only_warned_of(desk):
    assert weights(desk, **POOR)["insufficient_funds"] is Severity.WARN
    assert weights(desk, purpose="Оплата товара")["purpose_no_digits"] is Severity.WARN


def test_the_bank_raises_what_rules_and_the_base_find(desk):
    offered(
        desk,
        "severities",
        [
            row("insufficient_funds", severity="block"),
            row("purpose_no_digits", severity="block"),
            row("payee_new", severity="warn"),
        ],
    )
    assert weights(desk, **POOR)["insufficient_funds"] is Severity.BLOCK
    assert weights(desk, purpose="Оплата товара")["purpose_no_digits"] is Severity.BLOCK
    assert weights(desk)["payee_new"] is Severity.WARN
    draft = desk.payment(**POOR)
    assert desk.row(draft).state == "invalid"


def test_the_bank_never_lowers_what_the_law_forbids_and_old_or_strange_weights_are_nothing(desk):
    offered(
        desk,
        "severities",
        [
            row("account_key", severity="info"),
            row("insufficient_funds", severity="hard"),
            {**row("purpose_no_digits", severity="block"), "valid_to": "2026-11-19"},
            row("payee_new", severity="block"),
            row("payee_new", severity="warn"),
        ],
    )
    assert (
        weights(desk, payee_account=f"{PAYEE[:-1]}{(int(PAYEE[-1]) + 1) % 10}")["account_key"]
        is Severity.BLOCK
    )
    assert weights(desk, **POOR)["insufficient_funds"] is Severity.WARN
    assert weights(desk, purpose="Оплата товара")["purpose_no_digits"] is Severity.WARN
    assert weights(desk)["payee_new"] is Severity.BLOCK


def test_a_raised_problem_forbids_signing(desk):
    draft = desk.payment(purpose="Оплата товара")
    offered(desk, "severities", [row("purpose_no_digits", severity="block")])
    sheet = desk.signing.prepare([draft])
    assert [refused.id for refused in sheet.refused] == [draft]
    with pytest.raises(NotAllowed):
        desk.delivery.queue([draft])


def test_hours_of_the_bank_are_hints(desk):
    rows = [row("ordinary", until="00:01"), row("urgent", until="23:59"), row("other", until="25:00")]
    offered(desk, "cut_offs", rows)
    desk.clock.time = dt.datetime.combine(TODAY, dt.time(9), dt.UTC)
    [told] = [p for p in desk.drafts.check("payment_order", payment()) if p.code == "after_hours"]
    assert (told.severity, told.facts) == (Severity.INFO, {"value": "00:01", "date": "2026-11-23"})
    assert "after_hours" not in weights(desk, payment_kind="срочно")


@pytest.mark.parametrize(
    ("days", "code"),
    [(0, ""), (3, ""), (4, "directory_old"), (10, "directory_old"), (11, "directory_too_old")],
    ids=["same day", "monday after friday", "tuesday", "ten days", "eleven days"],
)
def test_a_directory_of_banks_grows_old_without_exchanges(desk, days, code):
    assert desk.synchronise().ok
    desk.clock.time += dt.timedelta(days=days)
    today = (TODAY + dt.timedelta(days=days)).isoformat()
    found = codes(desk.drafts.check("payment_order", payment(date=today)))
    assert found & {"directory_old", "directory_too_old"} == ({code} if code else set())
    assert desk.synchronise().ok
    assert not codes(desk.drafts.check("payment_order", payment(date=today))) & {
        "directory_old",
        "directory_too_old",
    }


def test_before_the_first_exchange_nothing_is_said_of_its_age(desk):
    assert not set(weights(desk)) & {"directory_old", "directory_too_old"}
