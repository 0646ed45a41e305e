"""The register: one-time codes and nonces, two operators, certificates, sessions, heads of journals, attachments."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from bank_core_kit import START
from sqlalchemy import select

from bsclient.bank.ports import Activation, CertificateRecord, EnrolmentRecord, NonceRecord, SessionRecord
from bsclient.bank.schema.access import nonce
from bsclient.crypto.certificates import Role, Subject
from bsclient.crypto.hashes import sha256, sha256_hex
from bsclient.crypto.verify import Trust, Verifier
from bsclient.domain import canonical
from bsclient.errors import BadInput, Conflict, NotAllowed
from bsclient.protocol.acts import JOURNAL_HEAD
from bsclient.protocol.messages import EnrolmentState, JournalHead

CODE = "c" * 64
SESSION = SessionRecord("ann", "ann-1", "1", "laptop", START)


def record(enrolment_id="e1"):
    return EnrolmentRecord(
        enrolment_id,
        "ann",
        "ann-1",
        "laptop",
        b"request",
        sha256(enrolment_id.encode()),
        START,
        kind="automatic",
    )


def certificate(serial="abc"):
    return CertificateRecord(serial, "ann", "ann-1", "laptop", "PEM", START, START + timedelta(days=365))


def test_an_activation_code_is_used_once(town):
    bank = town.bank
    code = Activation(CODE, "ann", "ann-1", START + timedelta(days=1), automatic=True)
    bank.add_activation(code)
    assert bank.activation(CODE) == code
    assert bank.activation("d" * 64) is None
    assert bank.add_enrolment(CODE, record())
    assert not bank.add_enrolment(CODE, record("e2"))
    assert bank.activation(CODE) == replace(code, used=True)
    assert bank.enrolment("e1") == record()
    assert bank.enrolment("e2") is None


def test_a_code_is_only_for_a_user_of_the_client(town):
    with pytest.raises(NotAllowed, match="bank_user_unknown"):
        town.bank.add_activation(Activation(CODE, "ann", "bob-1", START))


def enrolled(town, enrolment_id="e1"):
    code = sha256_hex(enrolment_id.encode())
    town.bank.add_activation(Activation(code, "ann", "ann-1", START + timedelta(days=1)))
    assert town.bank.add_enrolment(code, record(enrolment_id))
    return town.bank


def test_an_issued_certificate_is_registered_and_told(town):
    bank = enrolled(town)
    before = bank.head("ann")
    bank.issue("e1", certificate())
    done = bank.enrolment("e1")
    assert (done.state, done.certificate) == (EnrolmentState.ISSUED, "PEM")
    assert bank.certificate("abc") == certificate()
    assert [event.kind for event in bank.events("ann", before, 9)] == ["certificate", "rights"]
    assert bank.pending_enrolments() == []
    with pytest.raises(NotAllowed, match="enrolment_not_pending"):
        bank.issue("e1", certificate("abd"))
    assert bank.certificate("abd") is None  # the whole act was undone
    bank.refuse_enrolment("e1", "too_late")
    assert bank.enrolment("e1").state is EnrolmentState.ISSUED


def test_a_refused_request_stays_refused(town):
    bank = enrolled(town)
    bank.refuse_enrolment("e1", "refused_by_operator")
    done = bank.enrolment("e1")
    assert (done.state, done.code) == (EnrolmentState.REFUSED, "refused_by_operator")
    with pytest.raises(NotAllowed, match="enrolment_not_pending"):
        bank.issue("e1", certificate())


def test_revocation_drops_sessions_and_keeps_its_first_instant(town):
    bank = enrolled(town)
    bank.issue("e1", certificate())
    bank.add_session("t" * 64, replace(SESSION, serial="abc"))
    bank.add_session("u" * 64, SESSION)
    bank.revoke("abc", START)
    bank.revoke("abc", START + timedelta(days=1))
    assert bank.revoked() == {"abc": START}
    assert bank.certificate("abc").revoked == START
    assert bank.session("t" * 64) is None
    assert bank.session("u" * 64) == SESSION
    assert [event.kind for event in town.events("ann")].count(
        "certificate"
    ) == 3  # Ann's own, issued, revoked
    with pytest.raises(NotAllowed, match="certificate_unknown"):
        bank.revoke("fff", START)


def test_a_nonce_is_taken_once_even_by_many(town):
    given = NonceRecord("abc", "laptop", START + timedelta(seconds=60))
    town.bank.add_nonce("n" * 64, given)
    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(lambda _: town.bank.take_nonce("n" * 64), range(12)))
    assert [item for item in taken if item is not None] == [given]


def test_log_ins_that_nobody_finished_or_ended_are_removed(town):
    """Whoever asks for challenges and never answers, or logs in and never out, fills nothing for ever."""
    record = NonceRecord("abc", "laptop", START + timedelta(seconds=60))
    town.bank.add_nonce("a" * 64, record)
    holder = town.ann.people[0]
    idle, used = ("1" * 64, "2" * 64)
    for token in (idle, used):
        town.bank.add_session(token, SessionRecord("ann", holder.user_id, holder.serial, "device", START))
    town.run(minutes=50)
    town.bank.touch_session(used, town.time.now)
    assert town.bank.session(idle) is not None
    town.run(minutes=70)
    assert town.query(select(nonce)) == []
    assert town.bank.session(idle) is None
    assert town.bank.session(used) is None
    town.bank.add_session(used, SessionRecord("ann", holder.user_id, holder.serial, "device", town.time.now))
    for _ in range(4):
        town.run(minutes=30)
        town.bank.touch_session(used, town.time.now)
    town.bank.clock.set(shift=timedelta(days=9))  # of the bank's days, not of the holder's minutes
    town.run(minutes=59)
    assert town.bank.session(used) is not None


def test_old_nonces_are_swept_out_and_those_of_others_stay(town):
    for at, name in ((0, "a"), (3600, "b"), (3601, "c")):
        town.bank.add_nonce(name * 64, NonceRecord("abc", "laptop", START + timedelta(seconds=at)))
    assert town.bank.take_nonce("c" * 64) is not None
    assert [row.nonce_hash for row in town.query(select(nonce))] == ["b" * 64]


def test_sessions(town):
    bank, token = town.bank, "t" * 64
    assert bank.session(token) is None
    bank.add_session(token, SESSION)
    later = START + timedelta(minutes=3)
    bank.touch_session(token, later)
    assert bank.session(token) == replace(SESSION, used=later)
    bank.drop_session(token)
    assert bank.session(token) is None


def test_names_for_a_certificate(town):
    assert town.bank.person("ann", "ann-1") == Subject("Person 1", 'ООО "ann"')
    with pytest.raises(NotAllowed, match="bank_user_unknown"):
        town.bank.person("ann", "bob-1")


def test_a_journal_goes_on_and_never_back(town):
    bank = town.bank
    assert bank.journal_head(SESSION).head == ""
    first = bank.journal(SESSION, JournalHead(sequence=5, head="aa"))
    told = canonical.decode(first.receipt)
    assert (told["purpose"], told["head"], told["sequence"], told["bank_sequence"]) == (
        JOURNAL_HEAD,
        "aa",
        "5",
        "1",
    )
    trust = Trust(bank.keys.authority.certificate, roles=frozenset({Role.BANK}))
    Verifier(trust).verify(first.receipt, first.signature, START)
    again = canonical.decode(bank.journal(SESSION, JournalHead(sequence=5, head="aa")).receipt)
    assert again["bank_head"] == told["bank_head"]
    onward = canonical.decode(bank.journal(SESSION, JournalHead(sequence=9, head="bb")).receipt)
    assert onward["bank_sequence"] == "2"
    assert onward["bank_head"] != told["bank_head"]
    assert bank.journal_head(SESSION).head == "bb"
    for sequence, head in ((5, "aa"), (9, "cc"), (0, "")):
        with pytest.raises(Conflict, match="journal_went_back"):
            bank.journal(SESSION, JournalHead(sequence=sequence, head=head))
    other = replace(SESSION, device="tablet")
    assert bank.journal_head(other).head == ""
    bank.journal(other, JournalHead(sequence=1, head="dd"))
    assert bank.journal_head(SESSION).head == "bb"


def test_operators_let_a_journal_begin_anew(town):
    bank = town.bank
    bank.journal(SESSION, JournalHead(sequence=9, head="bb"))
    with pytest.raises(NotAllowed, match="journal_device_unknown"):
        bank.restart_journal("ann", "another", "backup (Op One, Op Two)")
    bank.restart_journal("ann", SESSION.device, "backup (Op One, Op Two)")
    told = bank.journal_head(SESSION)
    assert told.sequence == 0
    assert told.head.endswith("backup (Op One, Op Two)")
    (row,) = bank.journals("ann")
    assert (row["device"], row["sequence"]) == (SESSION.device, 0)
    after = canonical.decode(bank.journal(SESSION, JournalHead(sequence=3, head="cc")).receipt)
    assert after["bank_sequence"] == "3"  # nine, the restart, three
    assert bank.journal_head(SESSION).head == "cc"


def test_attachments_are_kept_by_client_and_hash(town):
    bank, data = town.bank, bytes(range(256)) * 40
    name = sha256_hex(data)
    assert bank.blob("ann", name) is None
    assert bank.put_blob("ann", name, data)
    assert not bank.put_blob("ann", name, data)
    assert bank.blob("ann", name) == data
    assert bank.blob("bob", name) is None
    with pytest.raises(BadInput, match="blob_hash"):
        bank.put_blob("ann", "0" * 64, data)
