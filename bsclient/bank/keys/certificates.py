"""Acts over requests and certificates, each one transaction: two operators, issue, renewal, block, the list of ended ones.

A request made with an activation code, or by a document, is issued by two different operators: the first types the fingerprint
from the printed act, the second confirms what he sees. A renewal signed by the valid key is issued at once, or after
one operator's word (`renewal_policy`). All of that is checked here, under the lock of the request, whoever calls.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bsclient import clock
from bsclient.bank import settings
from bsclient.bank.keys import block_words, revoking
from bsclient.bank.keys.register import ONE_ENROLMENT, enrolment_of, person_of, put_enrolment
from bsclient.bank.keys.revoking import End
from bsclient.bank.ports import BankKeys, CertificateRecord, EnrolmentRecord
from bsclient.bank.rights import signatories as rights
from bsclient.bank.schema.access import approval, certificate, enrolment, user
from bsclient.bank.schema.keys import bank_key_end
from bsclient.bank.store import Store
from bsclient.bank.work.transaction import Work
from bsclient.crypto.hashes import sha256_hex
from bsclient.errors import NotAllowed
from bsclient.protocol.keys import Reason
from bsclient.protocol.messages import EnrolmentState, Kind

CERTIFICATE_DAYS: Final = 365
OPERATORS: Final = 2
AUTOMATIC, BY_CODE, BY_DOCUMENT, RENEWAL = "automatic", "activation", "document", "renewal"
"""How a request came: with a code of the demo, with a code on paper, as a document, signed by the valid key."""
AT_ONCE, BY_OPERATOR = "at_once", "operator"
POLICY: Final = "renewal_policy"
MOST_RENEWALS: Final = 20
"""Renewals of one user in 24 hours: each leaves a certificate, and one more that has ended in the list that everybody fetches."""
GROUPS, LOOK = "groups", "look"

_LOCK = select(enrolment.c.id).where(enrolment.c.id == bindparam("of")).with_for_update()
_DECIDE = update(enrolment).where(
    enrolment.c.id == bindparam("of"), enrolment.c.state == EnrolmentState.PENDING.value
)
_TWIN = select(func.count()).where(
    enrolment.c.spki_sha256 == bindparam("spki"),
    enrolment.c.id != bindparam("but"),
    enrolment.c.state != EnrolmentState.REFUSED.value,
)
_EARLIER = (
    update(enrolment)
    .where(enrolment.c.replaces == bindparam("of"), enrolment.c.state == EnrolmentState.PENDING.value)
    .values(state=EnrolmentState.REFUSED.value, code="renewal_repeated", decided=bindparam("at"))
)
_RENEWED = select(func.count()).where(
    enrolment.c.user_id == bindparam("user"),
    enrolment.c.kind == RENEWAL,
    enrolment.c.created > bindparam("since"),
)
_UNUSED = select(certificate.c.serial).where(
    certificate.c.replaces == bindparam("of"), certificate.c.used == "", certificate.c.revoked == ""
)
_OLD = select(certificate).where(certificate.c.serial == bindparam("of")).with_for_update()
_ALL = select(certificate).order_by(certificate.c.not_before, certificate.c.serial)
_ACTIVE = select(user.c.active).where(user.c.id == bindparam("of"))


class Certificates:
    """The bank's acts over keys; `core.Bank` has them."""

    store: Store
    keys: BankKeys

    def _work(self, decide: Callable[[Work], None], at: datetime | None = None) -> None:
        raise NotImplementedError

    def type_groups(self, enrolment_id: str, operator: str, groups: str) -> EnrolmentRecord:
        """Take the first operator's typing of the 16 groups from the act.

        NotAllowed: enrolment_unknown, enrolment_not_pending, enrolment_no_paper, groups_typed, operator_unnamed,
        fingerprint_differs (`group`: the first one that differs, from 1).
        """

        def decide(work: Work) -> None:
            record = _pending(work, enrolment_id)
            if record.kind == RENEWAL:
                raise NotAllowed("enrolment_no_paper")
            if record.approvals:
                raise NotAllowed("groups_typed", name=record.approvals[0])
            wrong = wrong_group(groups, record.spki_sha256)
            if wrong:
                raise NotAllowed("fingerprint_differs", group=str(wrong))
            _note(work, enrolment_id, named(operator), GROUPS)

        self._work(decide)
        return self._enrolment(enrolment_id)

    def confirm_enrolment(
        self, enrolment_id: str, operator: str, check: str, at: datetime
    ) -> EnrolmentRecord:
        """Take the word of an operator who looked at name, organisation and fingerprint, and issue.

        `check` is what `check_of` made of the things he looked at: if any of them changed since, he has not seen them.
        NotAllowed: also groups_not_typed, operator_twice, enrolment_changed.
        """

        def decide(work: Work) -> None:
            record = _pending(work, enrolment_id)
            who = named(operator)
            if record.kind != RENEWAL and not record.approvals:
                raise NotAllowed("groups_not_typed")
            if who in record.approvals:
                raise NotAllowed("operator_twice", name=who)
            if check != _check_of(work.connection, record):
                raise NotAllowed("enrolment_changed")
            _note(work, enrolment_id, who, LOOK)
            self._make_out(work, _pending(work, enrolment_id), at)

        self._work(decide)
        return self._enrolment(enrolment_id)

    def check_of(self, enrolment_id: str) -> str:
        """Return eight digits that stand for name, organisation and fingerprint of a request as they are now."""
        with self.store.read() as connection:
            row = connection.execute(ONE_ENROLMENT, {"of": enrolment_id}).one_or_none()
            if row is None:
                raise NotAllowed("enrolment_unknown")
            return _check_of(connection, enrolment_of(connection, row))

    def refuse_enrolment(self, enrolment_id: str, code: str, note: str = "") -> None:
        """Refuse a request that waits; nothing happens to one that is decided."""
        values = {"state": EnrolmentState.REFUSED.value, "code": code, "note": note}

        def decide(work: Work) -> None:
            stamped = _DECIDE.values(values | {"decided": clock.stamp(work.at)})
            work.connection.execute(stamped, {"of": enrolment_id})

        self._work(decide)

    def issue_automatic(self, enrolment_id: str, at: datetime) -> None:
        """Issue at once what was asked for with an automatic code of the demo. NotAllowed otherwise."""

        def decide(work: Work) -> None:
            self._make_out(work, _pending(work, enrolment_id), at)

        self._work(decide)

    def issue(self, enrolment_id: str, record: CertificateRecord) -> None:
        """Register a certificate made elsewhere for a request that may be issued. NotAllowed as for `confirm_enrolment`."""
        self._work(lambda work: _register(work, _pending(work, enrolment_id), record))

    def add_renewal(self, record: EnrolmentRecord, at: datetime) -> EnrolmentRecord:
        """Keep the request for the next key of the holder of `record.replaces`, and issue if that is the policy.

        The same request again is the same. NotAllowed: certificate_unknown, certificate_of_other_user,
        certificate_revoked, certificate_expired, bank_user_inactive, key_known, renewals_too_many.
        """

        def decide(work: Work) -> None:
            if work.connection.execute(ONE_ENROLMENT, {"of": record.id}).one_or_none() is not None:
                return
            old = work.connection.execute(_OLD, {"of": record.replaces}).one_or_none()
            _demand_holder(work, old, record, at)
            stamp = clock.stamp(at)
            work.connection.execute(_EARLIER, {"of": record.replaces, "at": stamp})
            put_enrolment(work.connection, record)
            if self._policy(work) == AT_ONCE:
                self._make_out(work, _pending(work, record.id), at)

        self._work(decide)
        return self._enrolment(record.id)

    @property
    def renewal_policy(self) -> str:
        """How renewals are issued: `AT_ONCE` or `BY_OPERATOR`."""
        with self.store.read() as connection:
            return settings.get(connection, POLICY) or AT_ONCE

    @renewal_policy.setter
    def renewal_policy(self, policy: str) -> None:
        if policy not in {AT_ONCE, BY_OPERATOR}:
            raise NotAllowed("renewal_policy_unknown", value=policy)
        with self.store.write() as connection:
            settings.put(connection, POLICY, policy)

    def revoke(self, serial: str, at: datetime, reason: Reason = Reason.OPERATOR, by: str = "") -> None:
        """Revoke a certificate with all that follows; a second time changes nothing. NotAllowed("certificate_unknown")."""
        self._work(lambda work: _ignore(revoking.end(work, serial, End(at, reason, by))))

    def block(self, user_id: str, word: str, at: datetime, by: str = "") -> list[str]:
        """End every certificate of a user by the word that he was told. NotAllowed: block_word_wrong, block_word_wait."""
        ended: list[str] = []
        right: list[bool] = []

        def decide(work: Work) -> None:
            ended.clear()
            right.append(block_words.try_word(work.connection, user_id, word, at))
            if right[-1]:
                ended.extend(revoking.end_all(work, user_id, End(at, Reason.BLOCK_WORD, by)))

        self._work(decide)
        if not right[-1]:  # after the commit: the guess was counted
            raise NotAllowed("block_word_wrong")
        return ended

    def revoke_own(self, serial: str, at: datetime, reason: Reason = Reason.COMPROMISE) -> None:
        """Put a certificate that signed for the bank on the list of ended ones."""
        with self.store.write() as connection:
            known = connection.execute(select(bank_key_end).where(bank_key_end.c.serial == serial)).first()
            if known is None:
                values = {"serial": serial, "revoked": clock.stamp(at), "reason": reason.value}
                connection.execute(insert(bank_key_end).values(values))

    def certificates(self, client_id: str = "") -> list[CertificateRecord]:
        """Return the certificates of a client, or of all, the oldest first."""
        with self.store.read() as connection:
            wanted = _ALL.where(certificate.c.client_id == client_id) if client_id else _ALL
            return [revoking.record_of(row) for row in connection.execute(wanted)]

    def _policy(self, work: Work) -> str:
        return settings.get(work.connection, POLICY) or AT_ONCE

    def _make_out(self, work: Work, record: EnrolmentRecord, at: datetime) -> None:
        """Make the certificate of a request that may be issued, and register it."""
        _demand_issuable(work, record)
        subject = person_of(work.connection, record.client_id, record.user_id)
        made = self.keys.authority.issue(record.request, at=at, days=CERTIFICATE_DAYS, subject=subject)
        told = CertificateRecord(
            serial=made.serial,
            client_id=record.client_id,
            user_id=record.user_id,
            device=record.device,
            pem=made.pem.decode("ascii"),
            not_before=made.not_before,
            not_after=made.not_after,
            replaces=record.replaces,
        )
        _register(work, record, told)

    def _enrolment(self, enrolment_id: str) -> EnrolmentRecord:
        with self.store.read() as connection:
            row = connection.execute(ONE_ENROLMENT, {"of": enrolment_id}).one()
            return enrolment_of(connection, row)


def wrong_group(typed: str, spki_sha256: bytes) -> int:
    """Return which of the 16 groups typed from paper differs first, counted from 1; 0 if none does.

    Spaces, hyphens and case do not matter; a digit too many or too few makes its group differ.
    """
    digits = "".join(typed.replace("-", " ").split()).lower()
    right = spki_sha256.hex()
    if digits == right:
        return 0
    length = max(len(digits), len(right))
    first = next(at for at in range(length) if digits[at : at + 1] != right[at : at + 1])
    return min(first // 4, 15) + 1


def named(operator: str) -> str:
    """Return an operator's name in one spelling, so that one person is never counted as two. NotAllowed."""
    name = " ".join(operator.split()).casefold()
    if not name:
        raise NotAllowed("operator_unnamed")
    return name


def _check_of(connection: Connection, record: EnrolmentRecord) -> str:
    who = person_of(connection, record.client_id, record.user_id)
    parts = (record.id, who.common_name, who.organisation, record.spki_sha256.hex())
    return sha256_hex("\n".join(parts).encode())[:8]


def _known(work: Work, enrolment_id: str) -> EnrolmentRecord:
    work.connection.execute(_LOCK, {"of": enrolment_id})
    row = work.connection.execute(ONE_ENROLMENT, {"of": enrolment_id}).one_or_none()
    if row is None:
        raise NotAllowed("enrolment_unknown")
    return enrolment_of(work.connection, row)


def _pending(work: Work, enrolment_id: str) -> EnrolmentRecord:
    record = _known(work, enrolment_id)
    if record.state is not EnrolmentState.PENDING:
        raise NotAllowed("enrolment_not_pending", state=record.state.value)
    return record


def _note(work: Work, enrolment_id: str, operator: str, step: str) -> None:
    values = {"enrolment_id": enrolment_id, "operator": operator, "at": clock.stamp(work.at), "step": step}
    work.connection.execute(insert(approval).values(values))


def _demand_issuable(work: Work, record: EnrolmentRecord) -> None:
    """Refuse unless those have spoken who must; an enrolment's key must be of nobody else."""
    wanted = {AUTOMATIC: 0, RENEWAL: 0 if record.replaces else OPERATORS}.get(record.kind, OPERATORS)
    if record.kind == RENEWAL and (settings.get(work.connection, POLICY) or AT_ONCE) == BY_OPERATOR:
        wanted = 1
    if len(set(record.approvals)) < wanted:
        raise NotAllowed("enrolment_not_confirmed")
    if not work.connection.execute(_ACTIVE, {"of": record.user_id}).scalar():
        raise NotAllowed("bank_user_inactive", user=record.user_id)
    if work.connection.execute(_TWIN, {"spki": record.spki_sha256, "but": record.id}).scalar():
        raise NotAllowed("key_known")
    if record.replaces:
        old = work.connection.execute(_OLD, {"of": record.replaces}).one()
        if old.revoked:
            raise NotAllowed("certificate_revoked", serial=record.replaces)


def _register(work: Work, record: EnrolmentRecord, told: CertificateRecord) -> None:
    """Keep a certificate, mark its request issued, tell the client; a successor that was never used ends."""
    _demand_issuable(work, record)
    if record.replaces:
        for earlier in list(work.connection.execute(_UNUSED, {"of": record.replaces}).scalars()):
            revoking.end(work, earlier, End(told.not_before, Reason.SUPERSEDED))
    work.connection.execute(insert(certificate).values(_row(told)))
    values: dict[str, Any] = {
        "state": EnrolmentState.ISSUED.value,
        "serial": told.serial,
        "decided": clock.stamp(work.at),
    }
    work.connection.execute(_DECIDE.values(values), {"of": record.id})
    work.feed.put(told.client_id, Kind.CERTIFICATE, rights.certificate_data(told))
    work.feed.put(told.client_id, Kind.RIGHTS, rights.read(work.connection, told.client_id))


def _demand_holder(work: Work, old: Any, record: EnrolmentRecord, at: datetime) -> None:
    """Refuse a renewal by anybody but the holder of a certificate that holds now."""
    if old is None:
        raise NotAllowed("certificate_unknown", serial=record.replaces)
    if (old.client_id, old.user_id) != (record.client_id, record.user_id):
        raise NotAllowed("certificate_of_other_user")
    if old.revoked:
        raise NotAllowed("certificate_revoked", serial=old.serial)
    if not clock.parse(old.not_before) <= at <= clock.parse(old.not_after):
        raise NotAllowed(
            "certificate_expired", until=clock.business_day(clock.parse(old.not_after)).isoformat()
        )
    if work.connection.execute(_TWIN, {"spki": record.spki_sha256, "but": record.id}).scalar():
        raise NotAllowed("key_known")
    since = {"user": record.user_id, "since": clock.stamp(at - timedelta(days=1))}
    if work.connection.execute(_RENEWED, since).scalar_one() >= MOST_RENEWALS:
        raise NotAllowed("renewals_too_many")


def _row(record: CertificateRecord) -> dict[str, object]:
    return {
        "serial": record.serial,
        "client_id": record.client_id,
        "user_id": record.user_id,
        "device": record.device,
        "pem": record.pem,
        "not_before": clock.stamp(record.not_before),
        "not_after": clock.stamp(record.not_after),
        "revoked": clock.stamp(record.revoked) if record.revoked else "",
        "reason": record.reason,
        "replaces": record.replaces,
    }


def _ignore(_: object) -> None:
    """Take a value that is of no use here."""
