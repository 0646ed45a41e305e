"""The bank's acts over keys, in transactions on either base: two operators, renewal, block, ends and what follows from them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from bank_core_kit import START, Town, account_number
from sqlalchemy import select

from bsclient.bank.keys import block_words, certificates, revoking
from bsclient.bank.keys.certificates import BY_OPERATOR, RENEWAL
from bsclient.bank.ports import Activation, EnrolmentRecord, SessionRecord
from bsclient.bank.schema.keys import block_word
from bsclient.crypto.certificates import CertificateAuthority, load, make_request
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.keys import generate
from bsclient.crypto.revocation import check_crl, read_crl
from bsclient.errors import BadSignature, NotAllowed
from bsclient.protocol.keys import Reason
from bsclient.protocol.messages import EnrolmentState

WORD = "ABCD-EFGH"


class Keys:
    """Requests and certificates of Ann's first user."""

    def __init__(self, town):
        self.town, self.bank, self.time = town, town.bank, town.time
        self.client, self.user = "ann", town.ann.people[0].user_id
        self.first = town.ann.people[0].serial

    def request(self, kind="activation", replaces="", user=None, key=None):
        key = key or generate()
        der = make_request(key, "Person")
        return EnrolmentRecord(
            sha256_hex(der)[:32], self.client, user or self.user, "device", der, key.spki_sha256, self.time.now,
            kind=kind, replaces=replaces,
        )  # fmt: skip

    def asked(self, word="", **how):
        record = self.request(**how)
        code = sha256_hex(record.id.encode())
        self.bank.add_activation(
            Activation(code, self.client, record.user_id, self.time.now + timedelta(days=1))
        )
        assert self.bank.add_enrolment(code, record, word)
        return record

    def groups(self, record):
        return record.spki_sha256.hex()

    def issued(self, record):
        self.bank.type_groups(record.id, "Olga", self.groups(record))
        done = self.bank.confirm_enrolment(record.id, "Pavel", self.bank.check_of(record.id), self.time.now)
        return load(done.certificate).serial

    def renewed(self, replaces, **how):
        done = self.bank.add_renewal(self.request(RENEWAL, replaces, **how), self.time.now)
        return done, load(done.certificate).serial if done.certificate else ""

    def session(self, serial, token="t"):
        own = SessionRecord(self.client, self.user, serial, "device", self.time.now)
        self.bank.add_session(token * 64, own)
        return token * 64

    def code(self, act, *given, **named):
        with pytest.raises(NotAllowed) as refused:
            act(*given, **named)
        return refused.value.code


@pytest.fixture
def keys(town):
    return Keys(town)


@pytest.fixture
def small(small_town):
    return Keys(small_town)


def test_the_first_types_the_second_looks_and_nobody_does_both(keys):
    bank, record = keys.bank, keys.asked()
    check = bank.check_of(record.id)
    assert keys.code(bank.confirm_enrolment, record.id, "Pavel", check, START) == "groups_not_typed"
    with pytest.raises(NotAllowed) as refused:
        bank.type_groups(record.id, "Olga", keys.groups(record)[:-1] + "g")
    assert (refused.value.code, refused.value.facts) == ("fingerprint_differs", {"group": "16"})
    bank.type_groups(record.id, "Olga", keys.groups(record))
    assert keys.code(bank.type_groups, record.id, "Pavel", keys.groups(record)) == "groups_typed"
    assert keys.code(bank.confirm_enrolment, record.id, " OLGA ", check, START) == "operator_twice"
    assert keys.code(bank.confirm_enrolment, record.id, "Pavel", "ffffffff", START) == "enrolment_changed"
    assert keys.code(bank.confirm_enrolment, record.id, "", check, START) == "operator_unnamed"
    done = bank.confirm_enrolment(record.id, "Pavel", check, START)
    assert (done.state, done.approvals) == (EnrolmentState.ISSUED, ("olga", "pavel"))
    assert keys.code(bank.confirm_enrolment, record.id, "Ivan", check, START) == "enrolment_not_pending"
    (told,) = [one for one in bank.certificates("ann") if one.pem == done.certificate]
    assert load(told.pem).spki_sha256 == record.spki_sha256


def test_a_renamed_user_is_looked_at_again(keys):
    record = keys.asked()
    keys.bank.type_groups(record.id, "Olga", keys.groups(record))
    check = keys.bank.check_of(record.id)
    keys.town.change("UPDATE user_ SET name = 'Another Person' WHERE id = :of", of=keys.user)
    assert keys.code(keys.bank.confirm_enrolment, record.id, "Pavel", check, START) == "enrolment_changed"


def test_many_operators_at_once_issue_one_certificate(keys):
    record = keys.asked()
    keys.bank.type_groups(record.id, "Olga", keys.groups(record))
    check = keys.bank.check_of(record.id)
    before = len(keys.bank.certificates("ann"))

    def confirm(number):
        try:
            keys.bank.confirm_enrolment(record.id, f"Operator {number}", check, START)
        except NotAllowed as error:
            return error.code
        return "issued"

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(confirm, range(6)))
    assert sorted(set(found)) == ["enrolment_not_pending", "issued"]
    assert found.count("issued") == 1
    assert len(keys.bank.certificates("ann")) == before + 1


def test_a_request_is_issued_only_as_its_kind_allows(small):
    record = small.asked()
    assert small.code(small.bank.issue_automatic, record.id, START) == "enrolment_not_confirmed"
    twin = small.request(key=None)
    twin = replace(twin, spki_sha256=record.spki_sha256)
    code = sha256_hex(b"twin")
    small.bank.add_activation(Activation(code, "ann", small.user, START + timedelta(days=1)))
    assert small.bank.add_enrolment(code, twin)
    small.bank.type_groups(twin.id, "Olga", small.groups(twin))
    check = small.bank.check_of(twin.id)
    assert small.code(small.bank.confirm_enrolment, twin.id, "Pavel", check, START) == "key_known"
    small.town.change("UPDATE user_ SET active = :no WHERE id = :of", of=small.user, no=False)
    small.bank.type_groups(record.id, "Olga", small.groups(record))
    small.bank.refuse_enrolment(twin.id, "refused_by_operator", "twice")
    check = small.bank.check_of(record.id)
    assert small.code(small.bank.confirm_enrolment, record.id, "Pavel", check, START) == "bank_user_inactive"


def test_a_renewal_overlaps_and_the_old_key_dies_on_first_use_of_the_new(keys):
    bank = keys.bank
    done, new = keys.renewed(keys.first)
    assert done.state is EnrolmentState.ISSUED
    assert bank.certificate(new).replaces == keys.first
    token = keys.session(keys.first, "a")
    assert bank.certificate(keys.first).revoked is None
    keys.session(new, "b")
    assert bank.certificate(keys.first).reason == Reason.SUPERSEDED
    assert bank.session(token) is None
    assert bank.certificate(new).used == START
    events = [event.data for event in keys.town.events("ann") if event.kind == "certificate"]
    assert (events[-1]["serial"], events[-1]["reason"]) == (keys.first, "superseded")
    assert load(events[-2]["pem"]).serial == new


def test_a_document_is_a_first_use_too(keys):
    town, person = keys.town, keys.town.ann.people[0]
    key = generate()
    done, new = keys.renewed(keys.first, key=key)
    person.signer = type(person.signer)(key, load(done.certificate))
    person.serial = new
    assert town.state(town.ann.pay(payee=town.bob))[0] == "executed"
    assert keys.bank.certificate(new).used is not None
    assert keys.bank.certificate(keys.first).reason == Reason.SUPERSEDED


def test_two_documents_that_use_a_new_key_first_at_once_are_both_taken(postgres_url, monkeypatch):
    """Both hold the key's row before either notes the use: one of them is tried again, and finds it noted."""
    met, told, real = threading.Barrier(2), [], revoking.first_use

    def together(work, serials, at):
        told.append(set(serials))
        if serials and len(told) <= 2:
            met.wait(60)
        real(work, serials, at)

    with Town(postgres_url) as town, ThreadPoolExecutor(2) as pool:
        keys, person, key = Keys(town), town.ann.people[0], generate()
        other = town.ann.open_account(account_number(town.bank.bic, 3001), 1_000_000)
        done, new = keys.renewed(keys.first, key=key)
        person.signer = type(person.signer)(key, load(done.certificate))
        orders = [town.ann.order(), town.ann.order(town.bob, payer_account=other)]
        brought = [town.ann.incoming(town.ann.signed(one)) for one in orders]
        monkeypatch.setattr(revoking, "first_use", together)
        for one in [pool.submit(town.bank.accept, [each]) for each in brought]:
            assert one.result()[0].receipt is not None
        assert told == [{new}, {new}, set()]
        ended = [event.data for event in town.events("ann") if event.kind == "certificate"]
        assert [one["serial"] for one in ended if one["reason"] == "superseded"] == [keys.first]
        assert town.bank.audit() == []


def test_renewals_that_are_refused(keys):
    bank, time = keys.bank, keys.time
    stranger = keys.town.bob.people[0]
    refused = lambda **how: keys.code(keys.renewed, **how)  # noqa: E731 -- a name for one expression
    assert refused(replaces="f" * 32) == "certificate_unknown"
    assert refused(replaces=stranger.serial) == "certificate_of_other_user"
    key = generate()
    first = keys.request(RENEWAL, keys.first, key=key)
    done = bank.add_renewal(first, time.now)
    assert bank.add_renewal(first, time.now) == done  # a replay changes nothing
    again = replace(keys.request(RENEWAL, keys.first, key=key), id="0" * 32)
    assert keys.code(bank.add_renewal, again, time.now) == "key_known"
    before = time.now
    time.now = before + timedelta(days=366)
    assert refused(replaces=keys.first) == "certificate_expired"
    time.now = before
    bank.revoke(keys.first, time.now, Reason.COMPROMISE)
    assert refused(replaces=keys.first) == "certificate_revoked"
    assert (
        bank.certificate(load(done.certificate).serial).reason == Reason.COMPROMISE
    )  # what a stolen key asked for ends too


def test_a_later_renewal_takes_the_place_of_one_that_nobody_used(keys):
    _, one = keys.renewed(keys.first)
    _, two = keys.renewed(keys.first)
    assert keys.bank.certificate(one).reason == Reason.SUPERSEDED
    assert keys.bank.certificate(two).revoked is None
    keys.session(two)
    assert keys.code(keys.renewed, keys.first) == "certificate_revoked"
    _, three = keys.renewed(two)
    assert keys.bank.certificate(three).revoked is None


def test_renewals_of_a_day_are_bounded(keys, monkeypatch):
    """Each would lengthen the list of ended certificates, which everybody fetches."""
    monkeypatch.setattr(certificates, "MOST_RENEWALS", 3)
    last = keys.first
    for at in range(3):
        _, last = keys.renewed(last)
        keys.session(last, token=str(at))
    assert keys.code(keys.renewed, last) == "renewals_too_many"
    keys.time.forward(days=1)
    assert keys.renewed(last)[1]


def test_a_renewal_waits_for_one_operator_if_that_is_the_policy(keys):
    bank = keys.bank
    bank.renewal_policy = BY_OPERATOR
    assert keys.code(setattr, bank, "renewal_policy", "never") == "renewal_policy_unknown"
    one, _ = keys.renewed(keys.first)
    two, _ = keys.renewed(keys.first)
    assert bank.enrolment(one.id).code == "renewal_repeated"
    assert two.state is EnrolmentState.PENDING
    assert keys.code(bank.type_groups, two.id, "Olga", keys.groups(two)) == "enrolment_no_paper"
    done = bank.confirm_enrolment(two.id, "Olga", bank.check_of(two.id), START)
    assert done.state is EnrolmentState.ISSUED
    three, _ = keys.renewed(keys.first)
    bank.revoke(keys.first, START)
    assert bank.enrolment(three.id).code == "renewed_key_ended"
    check = bank.check_of(three.id)
    assert keys.code(bank.confirm_enrolment, three.id, "Olga", check, START) == "enrolment_not_pending"


def test_the_word_blocks_all_keys_of_a_user_and_guesses_are_counted(keys):
    bank, time = keys.bank, keys.time
    record = keys.asked(word=WORD)
    second = keys.issued(record)
    assert keys.code(bank.block, keys.user, "ABCD-EFGJ", START) == "block_word_wrong"
    assert bank.block(keys.user, "abcd efgh", START, "olga") == sorted([keys.first, second])
    assert bank.certificate(second).reason == Reason.BLOCK_WORD
    assert (
        bank.certificate(keys.town.ann.people[1].serial).revoked is None
        if len(keys.town.ann.people) > 1
        else True
    )
    assert bank.block(keys.user, WORD, START) == []
    for _ in range(block_words.GUESSES):
        assert keys.code(bank.block, keys.user, "no", time.now) == "block_word_wrong"
    assert keys.code(bank.block, keys.user, WORD, time.now) == "block_word_wait"
    assert bank.block(keys.user, WORD, time.now + block_words.PAUSE) == []
    assert keys.code(bank.block, "nobody", WORD, START) == "block_word_wrong"
    with bank.store.read() as connection:
        kept = connection.execute(select(block_word)).one()
    assert WORD.replace("-", "") not in kept.hash


def test_a_session_does_not_begin_after_the_end(keys):
    keys.bank.revoke(keys.first, START)
    assert keys.code(keys.session, keys.first) == "certificate_revoked"


def test_the_list_says_who_ended_and_is_made_anew_when_it_must_be(keys):
    bank, time = keys.bank, keys.time
    root = bank.keys.authority.certificate
    first = bank.crl(START)
    assert check_crl(first.der, root, START).serials == frozenset()
    assert bank.crl(START + timedelta(hours=11)) == first
    bank.revoke(keys.first, START, Reason.COMPROMISE)
    bank.revoke_own("abc123", START)
    second = bank.crl(START)
    found = check_crl(second.der, root, START)
    assert found.serials == {keys.first, "abc123"}
    assert found.number == second.number > first.number
    time.forward(hours=12)
    third = bank.crl(time.now)
    assert third.number > second.number
    assert (read_crl(third.der, root).next_update - time.now) == timedelta(days=1)
    past = bank.crl(START - timedelta(days=1))  # a clock that was put back makes no smaller number
    assert past.number > third.number
    with pytest.raises(BadSignature, match="crl_untrusted"):
        read_crl(third.der, CertificateAuthority.create("Other", START, 9).certificate)
