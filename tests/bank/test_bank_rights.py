"""Rights at the bank: roles, rules of signatures and substitutes decide inside the transaction of acceptance."""

import csv
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import bank_core_kit as kit
import pytest
from rights_kit import NAMES, ROLES, Firm, rule

from bsclient.bank.rights import ruling
from bsclient.domain.documents import RecallRequest
from bsclient.domain.identity import new_id
from bsclient.protocol.messages import Envelope

DATA = Path(__file__).parents[1] / "data" / "rights"


@pytest.fixture
def firm(small_town):
    return Firm(small_town)


# the matrix -------------------------------------------------------------------------------------------------------


def expected(action, kind="payment_order", state="-"):
    """The row of the table for what the bank can see of an action: it looks at documents that are on their way."""
    wanted = {"send": "signed", "recall": "accepted"}.get(action, "new") if state == "-" else state
    with (DATA / "matrix.tsv").open(encoding="utf-8") as file:
        [row] = [
            one
            for one in csv.DictReader(file, delimiter="\t")
            if (one["action"], one["type"], one["state"]) == (action, kind, wanted)
        ]
    return row


def accepted(outcome):
    """Whether the rights let a document through, whatever became of it then."""
    return not (
        outcome[1].startswith(("no_right_", "right_withheld", "signature_missing", "no_signing_right"))
    )


@pytest.mark.parametrize("role", ROLES)
def test_who_sends(firm, role):
    assert accepted(firm.put(sender=role)) is (expected("send")[role] == "+")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "kind", ["payment_order", "statement_request", "letter", "recall_request", "rights_change"]
)
def test_who_makes(firm, role, kind):
    fields = {
        "payment_order": {},
        "statement_request": {"accounts": [{"account": firm.account}], "date_from": "2026-11-01", "date_to": "2026-11-10"},
        "letter": {"subject": "Вопрос", "body": "Текст", "attachments": []},
        "recall_request": {
            "document_id": "0199a1b2-0000-7000-8000-000000000000", "document_number": "1",
            "document_date": "2026-11-18", "reason": "Ошибка",
        },
        "rights_change": {"general_scheme": "(111)"},
    }[kind]  # fmt: skip
    assert accepted(firm.put(kind, by=role, **fields)) is (expected("create", kind)[role] == "+")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("action", "scheme"), [("sign1", "(1)"), ("sign2", "(01)"), ("approve", "(001)")])
def test_who_signs(firm, role, action, scheme):
    firm.change(general_scheme=scheme)
    assert accepted(firm.put(signers=(role,))) is (expected(action)[role] == "+")


@pytest.mark.parametrize("role", ROLES)
def test_who_recalls(firm, role):
    one = firm.signed(firm.order(), by=firm.user("operator"))
    firm.send(firm.incoming(one, [firm.of["first"], firm.of["second"]]))
    target = firm.town.document(one.id)
    outcome = firm.put(
        RecallRequest.code, by=role, document_id=one.id, document_number=target.number,
        document_date=target.day, document_amount="1000.00", reason="Ошибка",
    )  # fmt: skip
    allowed = expected("recall", "payment_order")[role] == "+"
    assert accepted(outcome) is allowed
    assert (firm.town.state(one.id)[0] == "recalled") is allowed


def test_a_bank_that_asked_nobody_would_be_found_out(firm, monkeypatch):
    """The control of the matrix: without the demand every sender is let through, and the table disagrees."""
    monkeypatch.setattr(ruling.Rulings, "demand", lambda *_: None)
    assert accepted(firm.put(sender="viewer"))
    assert expected("send")["viewer"] != "+"


# rules of signatures ----------------------------------------------------------------------------------------------


def test_above_an_amount_a_visa_is_needed(firm):
    firm.change(schemes=[rule("(111)", above="500.00")])
    assert firm.put(amount="500.00")[0] == "accepted"
    assert firm.put(amount="500.01") == ("bad_signature", "signature_missing")
    assert firm.put(amount="500.01", signers=("first", "second", "approver"))[0] == "accepted"


def test_a_rule_for_an_account_comes_before_the_general_scheme(firm):
    firm.change(schemes=[rule("(1)", account=firm.accounts[1])])
    assert firm.put(signers=("first",)) == ("bad_signature", "signature_missing")
    assert firm.put(signers=("first",), payer_account=firm.accounts[1])[0] == "accepted"


def test_whoever_made_a_document_may_not_be_the_only_signer(firm):
    firm.change(
        roles=[{"name": NAMES["first"], "operator": True}],
        schemes=[rule("(1)||(01)", four_eyes=True)],
    )
    assert firm.put(by="first", signers=("first",)) == ("bad_signature", "creator_alone")
    assert firm.put(by="first", signers=("second",))[0] == "accepted"
    assert firm.put(by="first", signers=("first", "second"))[0] == "accepted"
    assert firm.put(by="", signers=("first",)) == ("bad_signature", "creator_unknown")


def test_a_lone_signer_cannot_name_a_colleague_as_the_maker(firm):
    """That somebody else made it is believed when it is not the signer's word alone: another brings it, or signs too."""
    firm.change(
        roles=[{"name": NAMES["second"], "operator": True}], schemes=[rule("(1)||(01)", four_eyes=True)]
    )
    alone = {"by": "operator", "signers": ("second",)}
    assert firm.put(**alone, sender="second") == ("bad_signature", "creator_unvouched")
    assert firm.put(**alone, sender="operator")[0] == "accepted"
    assert firm.put(by="operator", signers=("first", "second"), sender="second")[0] == "accepted"


def test_a_lone_signer_may_name_whom_he_likes_where_no_rule_asks_for_another(firm):
    firm.change(schemes=[rule("(1)||(01)")])
    assert firm.put(by="operator", signers=("second",), sender="second")[0] == "accepted"


def test_a_substitute_signs_on_his_days_and_never_twice(firm):
    row = {"deed": "set", "name": NAMES["second"], "absent": NAMES["first"], "right": "sign1"}
    today = firm.town.today
    firm.change(substitutes=[row | {"starts": today.isoformat(), "ends": today.isoformat()}])
    assert firm.put(signers=("second",)) == ("bad_signature", "signature_missing")
    assert firm.put(signers=("second", "second")) == ("bad_signature", "signature_twice")
    firm.change(general_scheme="(1)")
    assert firm.put(signers=("second",))[0] == "accepted"
    firm.town.time.forward(days=1)
    assert firm.put(signers=("second",)) == ("bad_signature", "signature_missing")


def test_an_exception_takes_a_signature_away(firm):
    firm.change(
        grants=[{"deed": "set", "name": NAMES["first"], "verdict": "refuse", "action": "sign1",
                 "scope": "family:roubles", "account": ""}]
    )  # fmt: skip
    assert firm.put() == ("bad_signature", "right_withheld")


def test_a_change_after_signing_voids_every_signature(firm):
    """Signatures cover the bytes: the writer, a field or the time changed afterwards, and none of them holds."""
    signed = firm.signed(firm.order(amount="10.00"), by=firm.user("operator"))
    envelope = firm.incoming(signed, [firm.of["first"], firm.of["second"]]).envelope
    for changed in (
        replace(signed, by=firm.user("viewer")),
        replace(signed, by=""),
        replace(signed, fields={**signed.fields, "amount": "11.00"}),
        replace(signed, valid_until=signed.valid_until + timedelta(days=1)),
    ):
        other = replace(changed, id=new_id(firm.town.time.now))
        body = other.encode()
        bad = Envelope(id=other.id, body=body, signatures=envelope.signatures, attachments=[])
        firm.send(kit.Incoming(firm.id, firm.user("operator"), bad))
        assert firm.town.state(other.id)[0] == "bad_signature"
    firm.send(kit.Incoming(firm.id, firm.user("operator"), envelope))
    assert firm.town.state(signed.id)[0] == "accepted"
