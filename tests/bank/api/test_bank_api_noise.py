"""Replays of everything that was said, and noise in everything that can be said: one effect each, never a server error."""

import random

import msgspec
from bank_client import BankClient, b64, code_in, lines_in, receipt_in

from bsclient import clock
from bsclient.bank.keys import enrolment
from bsclient.crypto.hashes import sha256_hex


def test_a_replayed_conversation_has_no_effect(bank, core, person):
    """Somebody recorded every message inside the TLS and says them all again, three times, in any order."""
    code = enrolment.new_activation(core, *person, clock.now, automatic=True)
    said = []
    ann = BankClient(bank.connection)
    ann.http.event_hooks["request"].append(
        lambda request: said.append(
            (request.method, request.url.path, dict(request.headers), request.content)
        )
    )
    ann.enrol(code).log_in()
    letters = [ann.letter(str(number)) for number in range(4)]
    receipts = [receipt_in(ann.put(letter)) for letter in letters[:2]]
    receipts += [line.receipt for line in lines_in(ann.batch(letters[2:]))]
    data = b"attachment"
    ann.call("PUT", f"/v1/blobs/{sha256_hex(data)}", data)
    ann.call("PUT", "/v1/journal", {"sequence": 1, "head": sha256_hex(b"head")})
    before = [event for event in ann.all_events() if event.kind == "receipt"]
    kept = len(said)

    chance = random.Random(3)
    replayed = said[:kept] * 3
    chance.shuffle(replayed)
    thief = BankClient(bank.connection)
    for method, path, headers, content in replayed:
        wanted = {name: headers[name] for name in ("authorization", "content-encoding") if name in headers}
        answer = thief.http.request(method, path, headers=wanted, content=content)
        assert answer.status_code < 500
        if path == "/v1/sessions":
            assert code_in(answer) == "nonce_invalid"
        if path == "/v1/enrolments":
            assert answer.json()["certificate"] == ann.signer.certificate.pem.decode()
    assert [event for event in ann.all_events() if event.kind == "receipt"] == before
    assert [receipt_in(ann.put(letter)) for letter in letters] == receipts
    for client in (ann, thief):
        client.close()


def flipped(chance, data):
    """The bytes with a few changes: one replaced, one left out, a piece doubled, the rest cut off."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.choice(b'"{}[]:,\\\x00\xff0aZ ')
            case 1:
                del data[at]
            case 2:
                data[at:at] = data[at : at + chance.randint(1, 20)]
            case _:
                if chance.random() < 0.1:
                    del data[at:]
    return bytes(data).replace(b"\n", b" ")


def judged(answer, lines):
    """Each line is answered, by a receipt or by a refusal that is no fault of the server."""
    answers = lines_in(answer)
    assert len(answers) == len(lines)
    for line in answers:
        assert (line.receipt is None) != (line.problem is None)
        assert line.problem is None or line.problem.code in {"bad_request", "too_large", "conflict"}
    return answers


def test_noise_in_envelopes(ann):
    chance = random.Random(11)
    letter = ann.letter()
    receipt = receipt_in(ann.put(letter))
    raw = msgspec.json.encode(letter)
    lines = [flipped(chance, raw) for _ in range(1000)]
    answers = judged(ann.batch(lines), lines)
    assert {line.receipt for line in answers if line.id == letter.id} <= {None, receipt}
    assert receipt_in(ann.put(letter)) == receipt


def test_noise_in_signed_bytes(ann):
    """The envelope is well-formed; the document in it is not, or is not what was signed."""
    chance = random.Random(12)
    letters = [ann.letter(str(number)) for number in range(600)]
    lines = [msgspec.structs.replace(letter, body=flipped(chance, letter.body)) for letter in letters]
    changed = {line.id for line, letter in zip(lines, letters, strict=True) if line.body != letter.body}
    taken = {line.id for line in judged(ann.batch(lines), lines) if line.receipt}
    assert taken & changed != changed
    assert states(ann, changed) <= {"bad_signature"}
    assert states(ann, taken - changed) == {"accepted"}


def states(client, ids):
    """The states that documents of a client went through."""
    return {
        event.data["state"]
        for event in client.all_events()
        if event.kind == "status" and event.data["document_id"] in ids
    }


def test_noise_in_signatures(ann):
    chance = random.Random(13)
    letters = [ann.letter(str(number)) for number in range(600)]
    lines = [
        msgspec.structs.replace(letter, signatures=[flipped(chance, letter.signatures[0])])
        for letter in letters
    ]
    changed = {
        line.id for line, letter in zip(lines, letters, strict=True) if line.signatures != letter.signatures
    }
    judged(ann.batch(lines), lines)
    assert states(ann, changed) == {"bad_signature"}


def test_noise_in_logins(ann):
    chance = random.Random(14)
    for _ in range(40):
        login = ann.login(ann.challenge())
        signed = ann.signer.sign(login.encode(), clock.now())
        body = {"login": b64(login.encode()), "signature": b64(flipped(chance, signed))}
        if body["signature"] == b64(signed):
            continue
        answer = ann.call("POST", "/v1/sessions", body)
        assert code_in(answer) == "login_refused"
