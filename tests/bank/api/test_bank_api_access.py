"""Who comes in: activation codes, requests, operators, challenges and log-ins, with every lie we could think of."""

from datetime import timedelta

import pytest
from bank_client import BankClient, b64, code_in

from bsclient import clock
from bsclient.bank.keys import enrolment
from bsclient.bank.ports import NonceRecord
from bsclient.crypto import certificates, keys
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.signer import SoftwareSigner
from bsclient.errors import NotAllowed
from bsclient.protocol.messages import EnrolmentState


@pytest.fixture
def stranger(bank):
    """Somebody with a key and without a certificate."""
    client = BankClient(bank.connection)
    yield client
    client.close()


@pytest.fixture
def code(core, person):
    """An activation code that operators must follow up."""
    return enrolment.new_activation(core, *person, clock.now)


def test_two_operators_issue_a_certificate(core, stranger, code, person):
    answer = stranger.request_certificate(code)
    assert answer.status_code == 202
    asked = answer.json()
    assert (asked["state"], asked["certificate"], asked["client_id"]) == ("pending", "", "")
    groups = asked["fingerprint"].split(" ")
    assert "".join(groups) == stranger.key.spki_sha256.hex()
    assert [len(group) for group in groups] == [4] * 16
    where = answer.headers["location"]
    assert stranger.call("GET", where).headers["retry-after"] == "5"

    assert asked["step"] == "paper"
    record = enrolment.approve(core, asked["id"], "Olga", asked["fingerprint"].upper().replace(" ", "-"))
    assert record.state is EnrolmentState.PENDING
    shown = enrolment.show(core, asked["id"])
    assert (shown.waits, shown.fingerprint) == ("second", asked["fingerprint"])
    assert (shown.name, shown.organisation) == (
        core.person(*person).common_name,
        core.person(*person).organisation,
    )
    for twin in ("Olga", " olga ", "OLGA"):
        with pytest.raises(NotAllowed, match="operator_twice"):
            enrolment.confirm(core, asked["id"], twin, shown.check, clock.now)
    with pytest.raises(NotAllowed, match="enrolment_changed"):
        enrolment.confirm(core, asked["id"], "Pavel", "00000000", clock.now)
    assert stranger.call("GET", where).json()["step"] == "second"
    record = enrolment.confirm(core, asked["id"], "Pavel", shown.check, clock.now)
    assert record.state is EnrolmentState.ISSUED

    issued = stranger.call("GET", where).json()
    certificate = certificates.load(issued["certificate"])
    assert issued["state"] == "issued"
    assert (issued["client_id"], issued["user_id"]) == person
    assert certificate.spki_sha256 == stranger.key.spki_sha256
    assert certificate.subject_name == core.person(*person).common_name
    assert certificates.load(issued["chain"]) == stranger.root
    stranger.take_certificate(issued)
    stranger.log_in()
    kinds = [event.kind for event in stranger.all_events()]
    assert "certificate" in kinds
    assert "rights" in kinds


def test_wrong_digits_are_refused(core, stranger, code):
    asked = stranger.request_certificate(code).json()
    wrong = keys.fingerprint_groups(keys.generate().spki_sha256)
    right = asked["fingerprint"].split(" ")
    swapped = [*right[:6], right[7], right[6], *right[8:]]
    for groups, first in (
        (" ".join(wrong), "1"), ("", "1"), (asked["fingerprint"][:-1], "16"), (asked["fingerprint"] + " 0000", "16"),
        (" ".join(swapped), "7"), (" ".join(right[:3]), "4"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed) as refused:
            enrolment.approve(core, asked["id"], "Olga", groups)
        assert (refused.value.code, refused.value.facts) == ("fingerprint_differs", {"group": first})
    assert core.enrolment(asked["id"]).approvals == ()
    with pytest.raises(NotAllowed):
        enrolment.approve(core, asked["id"], "  ", asked["fingerprint"])
    with pytest.raises(NotAllowed):
        enrolment.approve(core, "0" * 32, "Olga", asked["fingerprint"])


def test_a_refused_request_stays_refused(core, stranger, code):
    asked = stranger.request_certificate(code).json()
    enrolment.refuse(core, asked["id"], "Olga")
    answer = stranger.call("GET", f"/v1/enrolments/{asked['id']}").json()
    assert (answer["state"], answer["code"]) == ("refused", "refused_by_operator")
    with pytest.raises(NotAllowed):
        enrolment.approve(core, asked["id"], "Olga", asked["fingerprint"])


def test_a_code_is_good_once_and_a_lost_answer_costs_nothing(stranger, bank, code):
    der = certificates.make_request(stranger.key, "Test Person")
    first = stranger.request_certificate(code, der=der).json()
    again = stranger.request_certificate(code.lower().replace("-", " "), der=der)
    assert again.json() == first
    thief = BankClient(bank.connection)
    assert code_in(thief.request_certificate(code)) == "activation_unknown"
    thief.close()


def test_wrong_codes(stranger, core, person):
    expired = enrolment.new_activation(core, *person, lambda: clock.now() - timedelta(days=31))
    for code in ("", "AAAA-AAAA-AAAA-AAAA", expired, "\u202e", "A" * 1000):
        answer = stranger.request_certificate(code)
        assert answer.status_code == 403
        assert code_in(answer) == "activation_unknown"


def test_wrong_requests_do_not_use_up_the_code(stranger, code):
    good = certificates.make_request(stranger.key, "Test Person")
    forged = bytearray(good)
    forged[-1] ^= 1
    for der in (b"", b"0", bytes(forged), good + b"\0", good[:-1], b"\x30\x84\xff\xff\xff\xff"):
        answer = stranger.request_certificate(code, der=der)
        assert code_in(answer) == "request_invalid"
    for device in (" ", "\n", "x" * 65, "a\u0000b"):
        assert code_in(stranger.request_certificate(code, device=device)) == "bad_request"
    assert stranger.request_certificate(code).status_code == 202


def test_the_request_cannot_choose_names(core, stranger, person):
    code = enrolment.new_activation(core, *person, clock.now, automatic=True)
    der = certificates.make_request(stranger.key, "Chairman of the Bank", "Central Bank")
    issued = stranger.request_certificate(code, der=der).json()
    assert certificates.load(issued["certificate"]).subject_name == core.person(*person).common_name


def test_unknown_enrolments(stranger):
    for name in ("0" * 32, "x", "%2e%2e"):
        assert code_in(stranger.call("GET", f"/v1/enrolments/{name}")) == "not_found"


def refused(answer, code="login_refused", reason=None):
    assert answer.status_code == 403, answer.text
    assert code_in(answer) == code
    if reason:
        assert answer.json()["facts"]["reason"] == reason
    return True


def test_a_nonce_is_good_once(ann):
    login = ann.login(ann.challenge())
    assert ann.present(login).status_code == 201
    refused(ann.present(login), "nonce_invalid")


def test_a_failed_try_uses_up_the_nonce(ann):
    challenge = ann.challenge()
    refused(ann.present(ann.login(challenge, server="other")), reason="server")
    refused(ann.present(ann.login(challenge)), "nonce_invalid")


def test_made_up_and_old_nonces(ann, core):
    challenge = ann.challenge()
    refused(ann.present(ann.login(challenge, nonce="0" * 64)), "nonce_invalid")
    refused(ann.present(ann.login(challenge, nonce="")), "nonce_invalid")
    past = clock.now() - timedelta(seconds=1)
    core.add_nonce(sha256_hex(b"old"), NonceRecord(ann.serial, ann.device, past))
    refused(ann.present(ann.login(challenge, nonce="old")), "nonce_invalid")


def test_a_login_meant_for_somebody_in_the_middle(ann):
    refused(
        ann.present(ann.login(ann.challenge(), server_certificate=sha256_hex(b"his certificate"))),
        reason="server_certificate",
    )
    refused(ann.present(ann.login(ann.challenge(), server_certificate="")), reason="server_certificate")


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24 * 365])
def test_a_wrong_clock(ann, minutes):
    answer = ann.present(ann.login(ann.challenge(), time=clock.now() + timedelta(minutes=minutes)))
    refused(answer, reason="time")
    assert abs(clock.parse(answer.json()["facts"]["bank_time"]) - clock.now()) < timedelta(minutes=1)


def test_small_differences_of_clocks_are_taken(ann):
    assert ann.present(ann.login(ann.challenge(), time=clock.now() + timedelta(minutes=4))).status_code == 201


def test_a_signature_by_another_key(ann, bob):
    refused(ann.present(ann.login(ann.challenge()), signer=bob.signer), reason="certificate")


def test_a_certificate_of_another_authority(ann):
    foreign = certificates.CertificateAuthority.create("Foreign", clock.now(), 10)
    der = certificates.make_request(ann.key, "Test Person")
    holder = foreign.issue(der, at=clock.now(), days=5)
    refused(
        ann.present(ann.login(ann.challenge()), signer=SoftwareSigner(ann.key, holder)),
        reason="certificate_untrusted",
    )


def test_a_document_signature_is_no_login(ann):
    letter = ann.letter()
    body = {"login": b64(letter.body), "signature": b64(letter.signatures[0])}
    assert code_in(ann.call("POST", "/v1/sessions", body)) == "bad_request"


def test_another_device_and_unknown_serials(ann):
    body = {"serial": ann.serial, "device": "other device"}
    refused(ann.call("POST", "/v1/challenges", body), reason="device")
    for serial in ("", "0", "f" * 32, ann.serial.upper() + "0", "' OR 1=1 --"):
        answer = ann.call("POST", "/v1/challenges", {"serial": serial, "device": ann.device})
        refused(answer, "certificate_unknown")


def test_revocation_ends_everything(ann, core):
    waiting = ann.login(ann.challenge())
    letter = ann.letter()
    core.revoke(ann.serial, clock.now())
    refused(
        ann.call("POST", "/v1/challenges", {"serial": ann.serial, "device": ann.device}),
        "certificate_revoked",
    )
    refused(ann.present(waiting), "certificate_revoked")
    # Another process revoked it: this one may believe its memory for two seconds, but the core takes no document.
    answer = ann.put(letter)
    if answer.status_code == 201:
        states = [event.data["state"] for event in ann_events(ann, core) if event.kind == "status"]
        assert "bad_signature" in states
    else:
        assert answer.status_code == 401


def ann_events(ann, core):
    return core.events(ann.client_id, 0, 1000)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"{}", b'{"serial": 5, "device": "x"}', b'{"serial":"a","serial":"b","device":"x"}',
     b'{"serial":"a","device":"x","more":1}', b"\xff\xfe{\x00}\x00", b'{"serial":"\xff","device":"x"}', b"{" * 30000],
)  # fmt: skip
def test_bad_bodies_of_a_challenge(ann, body):
    answer = ann.call("POST", "/v1/challenges", body)
    assert answer.status_code == 400
    assert code_in(answer) == "bad_request"
    assert answer.json()["facts"] == {"reason": "json"}
