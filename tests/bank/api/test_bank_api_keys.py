"""Calls about keys over the real wire: whose code, renewal, end, list; and every lie about them that we could think of."""

import shutil
import subprocess
from datetime import timedelta

import pytest
from bank_client import BankClient, b64, code_in, new_person
from bank_server import bank_thread

from bsclient import clock
from bsclient.bank.keys import block_words, enrolment
from bsclient.crypto import certificates, keys
from bsclient.crypto.certificates import check_crl, make_request
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.signer import SoftwareSigner
from bsclient.protocol.acts import CertificateRequest, Revocation


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A server in this process, so that what it remembers of sessions can be seen to die."""
    with bank_thread(tmp_path_factory.mktemp("keys")) as (running, _), running.core() as core:
        core.be_demo()
        yield running, core


@pytest.fixture
def join(here):
    running, core = here
    made = []

    def enter():
        client = BankClient(running.connection)
        made.append(client)
        client.code = enrolment.new_activation(core, *new_person(core), clock.now, automatic=True)
        return client.enrol(client.code).log_in()

    yield enter
    for client in made:
        client.close()


@pytest.fixture
def ann(join):
    return join()


def act_of(client, der, /, **changes):
    known = {
        "client": client.client_id, "user": client.user_id, "device": client.device, "serial": client.serial,
        "request_sha256": sha256_hex(der), "time": clock.now(),
    }  # fmt: skip
    return CertificateRequest(**(known | changes)).encode()


def renew(client, der=None, /, *, signer=None, act=None, **changes):
    der = der if der is not None else make_request(keys.generate(), "Test Person")
    act = act or act_of(client, der, **changes)
    signed = (signer or client.signer).sign(act, clock.now())
    return client.call(
        "POST", "/v1/renewals", {"request": b64(der), "act": b64(act), "signature": b64(signed)}
    )


def end(client, act=None, /, *, signer=None, **changes):
    known = {
        "client": client.client_id, "user": client.user_id, "serial": client.serial, "reason": "key_lost",
        "time": clock.now(),
    }  # fmt: skip
    act = act or Revocation(**(known | changes)).encode()
    signed = (signer or client.signer).sign(act, clock.now())
    return client.call("POST", "/v1/revocations", {"act": b64(act), "signature": b64(signed)})


def refusal(answer, code, reason=None):
    assert code_in(answer) == code, answer.text
    assert reason is None or answer.json()["facts"]["reason"] == reason, answer.text


def works(client):
    return client.call("GET", "/v1/events?after=0").status_code == 200


def test_whose_code_it_is(here, ann):
    _, core = here
    client, user = new_person(core)
    code = enrolment.new_activation(core, client, user, clock.now)
    for _ in range(2):
        told = ann.call("POST", "/v1/activations", {"activation_code": code.lower()}).json()
        assert (told["client_id"], told["user_id"], told["group"], told["scheme"]) == (client, user, 1, "(1)")
        assert told["organisation"].startswith("Client ")
    refusal(ann.call("POST", "/v1/activations", {"activation_code": "AAAA"}), "activation_unknown")
    refusal(
        ann.call("POST", "/v1/activations", {"activation_code": ann.code}), "activation_unknown"
    )  # used up
    refusal(ann.call("POST", "/v1/activations", {"activation_code": code, "more": 1}), "bad_request")


def test_a_renewal_and_the_end_of_the_key_before(here, ann):
    _, core = here
    key = keys.generate()
    der = make_request(key, "Somebody Else")
    act = act_of(ann, der)
    answer = renew(ann, der, act=act)
    assert answer.status_code == 202
    told = answer.json()
    made = certificates.load(told["certificate"])
    assert told["state"] == "issued"
    assert made.subject_name == core.person(ann.client_id, ann.user_id).common_name
    assert renew(ann, der, act=act).json() == told  # a lost answer
    assert ann.call("GET", answer.headers["location"]).json()["certificate"] == told["certificate"]
    old, ann.signer, before = ann.signer, SoftwareSigner(key, made), ann.token
    assert works(ann)
    ann.token = ""
    ann.log_in()
    ann.token, new = before, ann.token
    assert core.session(sha256_hex(before.encode())) is None
    ann.token = new
    assert works(ann)
    refusal(renew(ann, signer=old, serial=old.certificate.serial), "forbidden", "certificate_revoked")


def test_renewals_that_lie(here, ann, join):
    bob = join()
    der = make_request(keys.generate(), "Person")
    refusal(renew(ann, der, client=bob.client_id), "forbidden", "act_of_other")
    refusal(renew(ann, der, user=bob.user_id), "forbidden", "act_of_other")
    refusal(renew(ann, der, device="another"), "forbidden", "act_of_other")
    refusal(renew(ann, der, serial=bob.serial), "forbidden", "act_of_other")
    refusal(renew(ann, der, signer=bob.signer), "forbidden", "act_of_other")
    refusal(renew(ann, der, request_sha256="0" * 64), "request_invalid", "request_of_other_act")
    refusal(renew(ann, der, time=clock.now() - timedelta(days=2)), "request_invalid", "act_time")
    refusal(renew(ann, make_request(ann.key, "Person")), "request_invalid", "key_known")
    refusal(renew(ann, make_request(bob.key, "Person")), "forbidden", "key_known")
    refusal(renew(ann, b"no request"), "request_invalid")
    foreign = certificates.CertificateAuthority.create("Foreign", clock.now(), 10)
    holder = foreign.issue(make_request(ann.key, "Person"), at=clock.now(), days=5)
    refusal(renew(ann, der, signer=SoftwareSigner(ann.key, holder)), "forbidden", "certificate_untrusted")
    good = act_of(ann, der)
    other = ann.signer.sign(act_of(ann, der, time=clock.now() + timedelta(seconds=1)), clock.now())
    body = {"request": b64(der), "act": b64(good), "signature": b64(other)}
    refusal(ann.call("POST", "/v1/renewals", body), "forbidden", "signature_digest")
    refusal(ann.call("POST", "/v1/renewals", body | {"act": b64(b"{}")}), "bad_request")
    refusal(ann.call("POST", "/v1/renewals", body | {"more": 1}), "bad_request")
    letter = ann.letter()
    body = {"request": b64(der), "act": b64(letter.body), "signature": b64(letter.signatures[0])}
    refusal(ann.call("POST", "/v1/renewals", body), "bad_request")  # a document is no act
    taken = renew(ann, der, act=good)
    assert taken.status_code == 202
    body = {"request": b64(der), "act": b64(good), "signature": b64(ann.signer.sign(good, clock.now()))}
    refusal(bob.call("POST", "/v1/renewals", body), "forbidden", "act_of_other")  # replayed by another
    ann.token = ""
    assert renew(ann).status_code == 401


def test_a_holder_ends_his_key_and_the_session_dies_at_once(here, ann):
    _, core = here
    assert works(ann)
    act = Revocation(ann.client_id, ann.user_id, ann.serial, "key_compromise", clock.now()).encode()
    done = end(ann, act)
    assert done.status_code == 200
    assert (done.json()["serial"], done.json()["reason"]) == (ann.serial, "key_compromise")
    assert ann.call("GET", "/v1/events?after=0").status_code == 401
    assert end(ann, act).json() == done.json()  # a lost answer
    refusal(ann.put(ann.letter()), "unauthenticated")
    assert core.certificate(ann.serial).revoked is not None


def test_ends_that_lie(here, ann, join):
    _, core = here
    bob = join()
    refusal(end(ann, serial=bob.serial), "forbidden", "act_of_other")
    refusal(end(ann, user=bob.user_id), "forbidden", "act_of_other")
    refusal(end(bob, serial=ann.serial, client=ann.client_id, user=ann.user_id), "forbidden", "act_of_other")
    refusal(end(ann, signer=bob.signer), "forbidden", "act_of_other")
    refusal(end(ann, serial="f" * 32), "certificate_unknown")
    refusal(end(ann, reason="superseded"), "bad_request")
    refusal(end(ann, time=clock.now() - timedelta(days=2)), "request_invalid", "act_time")
    login = ann.login(ann.challenge()).encode()
    refusal(end(ann, login), "bad_request")
    for body in ({}, {"serial": ann.serial}, {"act": b64(b"{}"), "serial": ann.serial, "word": "x"}):
        refusal(ann.call("POST", "/v1/revocations", body), "bad_request")
    assert core.certificate(ann.serial).revoked is None
    assert core.certificate(bob.serial).revoked is None


def test_the_word_ends_the_keys_and_only_so_many_guesses_are_heard(here, ann):
    _, core = here

    def say(word):
        return ann.call("POST", "/v1/revocations", {"serial": ann.serial, "word": word})

    refusal(say("AAAA-AAAA"), "forbidden", "block_word_wrong")
    assert core.certificate(ann.serial).revoked is None
    assert say(block_words.word_of(ann.code)).json()["reason"] == "block_word"
    assert ann.call("GET", "/v1/events?after=0").status_code == 401
    refusal(ann.call("POST", "/v1/revocations", {"serial": "f" * 32, "word": "x"}), "certificate_unknown")
    for _ in range(block_words.GUESSES):
        refusal(say("AAAA-AAAA"), "forbidden", "block_word_wrong")
    refusal(say(block_words.word_of(ann.code)), "forbidden", "block_word_wait")


def test_the_list_of_ended_keys(here, ann, join):
    bob = join()
    answer = bob.call("GET", "/v1/crl")
    assert answer.headers["content-type"] == "application/pkix-crl"
    tag = answer.headers["etag"]
    assert tag == f'"{sha256_hex(answer.content)}"'
    before = check_crl(answer.content, bob.root, clock.now())
    assert bob.serial not in before.serials
    again = bob.call("GET", "/v1/crl", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    end(ann)
    token, bob.token = bob.token, ""  # anybody may ask
    answer = bob.call("GET", "/v1/crl", headers={"If-None-Match": tag})
    after = check_crl(answer.content, bob.root, clock.now())
    assert after.serials - before.serials == {ann.serial}
    assert after.number > before.number
    assert after.next_update - after.issued <= timedelta(days=1)
    bob.token = token


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_openssl_reads_the_list(here, ann, tmp_path):
    end(ann)
    (tmp_path / "list.der").write_bytes(ann.call("GET", "/v1/crl").content)
    (tmp_path / "root.pem").write_text(ann.connection["ca_pem"])
    done = subprocess.run(
        ["openssl", "crl", "-inform", "DER", "-in", tmp_path / "list.der", "-CAfile", tmp_path / "root.pem",
         "-noout", "-text"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "verify OK" in done.stderr
    assert ann.serial.upper() in done.stdout
