"""What no base can keep, at a server over PostgreSQL: zero characters in any text, numbers beyond its integers.

They are faults of the caller: a refusal that no program repeats, and not a line in the bank's log for each.
"""

import msgspec
import pytest
from bank_client import BankClient, b64, code_in, new_person
from bank_server import bank_of

from bsclient import clock
from bsclient.bank.keys import enrolment
from bsclient.protocol.acts import Revocation

ZERO = "a\x00b"
HASH = "0" * 64
LETTER = "0190f3c0-0000-7000-8000-000000000000"
CALLS = [
    ("GET", "/v1/enrolments/%00", None),
    ("POST", "/v1/challenges", {"serial": ZERO, "device": "d"}),
    ("POST", "/v1/activations", {"activation_code": ZERO}),
    ("POST", "/v1/enrolments", {"activation_code": ZERO, "request": "AAAA", "device": "x"}),
    ("POST", "/v1/revocations", {"serial": ZERO, "word": "word"}),
    ("GET", "/v1/directories/%00", None),
    ("DELETE", "/v1/pending/%00", {"offer": LETTER, "reason": "x"}),
    ("DELETE", f"/v1/pending/{LETTER}", {"offer": ZERO, "reason": "x"}),
    ("DELETE", f"/v1/pending/{LETTER}", {"offer": LETTER, "reason": ZERO}),
    ("POST", "/v1/pending/%00/signatures", {"offer": LETTER, "sha256": HASH, "signature": "AAAA"}),
    ("POST", f"/v1/pending/{LETTER}/signatures", {"offer": ZERO, "sha256": HASH, "signature": "AAAA"}),
    ("PUT", "/v1/journal", {"sequence": 2**63, "head": HASH}),
    ("PUT", "/v1/journal", {"sequence": 2**70, "head": HASH}),
    ("PUT", "/v1/journal", {"sequence": -1, "head": HASH}),
    ("PUT", f"/v1/letters/threads/{LETTER}/mark", {"mark": 5, "note": ZERO}),
    ("POST", "/v1/extracts", {"documents": [{"id": ZERO, "statuses": [1]}]}),
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ann(request, tmp_path_factory):
    """A user who is logged in at a bank over either base."""
    url = "" if request.param == "sqlite" else postgres_base(request)
    with bank_of(tmp_path_factory.mktemp("zero"), demo=False, db=url) as bank:
        with bank.core() as core:
            core.be_demo()
            code = enrolment.new_activation(core, *new_person(core), clock.now, automatic=True)
        client = BankClient(bank.connection).enrol(code).log_in()
        yield client
        client.close()


def postgres_base(request):
    server = request.getfixturevalue("postgres")
    server.psql("CREATE DATABASE bank_zero;")
    return server.get_uri(database="bank_zero").replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_it_is_refused(ann, method, path, body):
    answer = ann.call(method, path, body)
    assert 400 <= answer.status_code < 500, answer.text
    assert code_in(answer) in {"bad_request", "not_found", "activation_unknown", "forbidden"}


def test_a_line_of_a_batch_is_refused_alone(ann):
    good = ann.letter()
    bad = msgspec.json.encode(good).replace(good.id.encode(), b"\\u0000")
    answer = ann.batch([bad, good])
    told = [msgspec.json.decode(line) for line in answer.content.splitlines()]
    assert [one["problem"] and one["problem"]["code"] for one in told] == ["bad_request", None]


def test_a_backslash_before_the_same_letters_is_a_text_like_any_other(ann):
    answer = ann.call("POST", "/v1/extracts", b'{"documents": [{"id": "\\\\u0000", "statuses": [1]}]}')
    assert answer.status_code == 200, answer.text


def test_none_is_in_what_was_signed(ann):
    act = Revocation(ann.client_id, ann.user_id, ZERO, "key_lost", clock.now()).encode()
    signed = ann.signer.sign(act, clock.now())
    answer = ann.call("POST", "/v1/revocations", {"act": b64(act), "signature": b64(signed)})
    assert (answer.status_code, code_in(answer)) == (400, "bad_request")
