"""What the bank's feed says of certificates: kept in the base, the bytes checked first; and its consequences on this PC.

The base comes first, in the transaction of the event; the files of keys follow from it (`settle`), so that a cut between the
two is made good at the next exchange or start.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import msgspec

from bsclient import clock
from bsclient.crypto.certificates import Certificate, load
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.verify import Trust, Verifier
from bsclient.errors import BadInput, BadSignature, BsError
from bsclient.protocol.messages import CertificateData
from bsclient.services.keys import checks as key_checks
from bsclient.services.keys import enrolments
from bsclient.services.keys import life as key_life
from bsclient.services.profiles import load_profile
from bsclient.storage import certificates, journal
from bsclient.storage.certificates import ToldCertificate
from bsclient.storage.journal import Act
from bsclient.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bsclient.services.context import Workplace
    from bsclient.services.profiles import Profile, User

BANK: Final = "bank"


def apply(work: UnitOfWork, profile: Profile, told: CertificateData, at: dt.datetime) -> None:
    """Keep a certificate or its end; one that is not what the event says is kept as refused, with the reason."""
    code = _why_not(profile, told, at) if told.pem else ""
    ended = clock.parse(told.revoked) if told.revoked else None
    certificates.put(work, ToldCertificate(
        told.serial, told.user_id, told.not_before, told.not_after, told.pem, ended, told.reason, told.replaces, code,
    ))  # fmt: skip
    action = "certificate_refused" if code else "certificate_revoked" if ended else "certificate_issued"
    facts = {"user": told.user_id, "until": told.not_after.isoformat()}
    facts |= {"code": code} if code else {}
    facts |= {"reason": told.reason} if told.reason else {}
    digest = sha256_hex(told.pem.encode()) if told.pem else ""
    journal.append(work, Act(BANK, action, told.serial, digest, facts))


def settle(place: Workplace) -> Profile:
    """Bring the files of the profile's keys to what the base knows; returns the profile as it is on the disk then.

    Takes up certificates of requests and renewals that wait, notes ends, and writes evidence of refused certificates
    into the audit journal.
    """
    try:
        profile = load_profile(place.profile.folder)
    except BadInput:  # a profile that lives in memory alone
        return place.profile
    with place.store.read() as reader:
        told = certificates.told(reader)
    for user in profile.users:
        own = [one for one in told if one.user_id == user.id]
        profile = _settle_user(profile, profile.user(user.id), own, place.now())
        _note_refused(place, profile, user)
    _note_ends(place, profile, told)
    return profile


def _settle_user(profile: Profile, user: User, own: list[ToldCertificate], now: dt.datetime) -> Profile:
    life = key_life.load(profile, user)
    for one in own:
        if not one.pem or one.refused or one.revoked is not None:
            continue
        spki = load(one.pem).spki_sha256
        if life.waiting is not None and spki == bytes.fromhex(life.waiting.fingerprint.replace(" ", "")):
            try:
                return enrolments.adopt(profile, user, one.pem, profile.client_id, now)
            except BsError:  # kept as evidence by the check itself
                return profile
        renewal = life.renewal
        if renewal is not None and not renewal.certificate_pem and spki.hex() == renewal.spki_sha256:
            try:
                key_checks.believe(profile, user, one.pem, spki, now)
            except BsError:
                return profile
            ready = msgspec.structs.replace(renewal, certificate_pem=one.pem, state=key_life.ISSUED)
            key_life.save(profile, user, msgspec.structs.replace(life, renewal=ready))
            return profile
    return _end_known(profile, user, own)


def _end_known(profile: Profile, user: User, own: list[ToldCertificate]) -> Profile:
    """Note in the files that the certificate in use has ended."""
    certificate = user.certificate
    life = key_life.load(profile, user)
    for one in own:
        if certificate is None or one.revoked is None or one.serial != certificate.serial:
            continue
        ended = key_life.Ended(serial=one.serial, at=one.revoked, reason=one.reason)
        if life.ended is None or life.ended.serial != one.serial:
            key_life.save(profile, user, msgspec.structs.replace(life, ended=ended))
    return profile


def _note_ends(place: Workplace, profile: Profile, told: list[ToldCertificate]) -> None:
    """Take ends that the files know (a block from the log-in window) into the base, with their consequences."""
    known = {one.serial for one in told if one.revoked is not None}
    for user in profile.users:
        ended = key_life.load(profile, user).ended
        if ended is None or ended.serial in known:
            continue
        with place.store.write() as work:
            certificates.end(work, ended.serial, user.id, ended.at, ended.reason)
            facts = {"user": user.id, "reason": ended.reason}
            journal.append(work, Act(place.actor, "certificate_revoked", ended.serial, facts=facts))
            certificates.void_signatures(work, place.actor)


def _note_refused(place: Workplace, profile: Profile, user: User) -> None:
    life = key_life.load(profile, user)
    fresh = [one for one in life.refused if not one.noted]
    if not fresh:
        return
    with place.store.write() as work:
        for one in fresh:
            facts = {"user": user.id, "code": one.code, "at": clock.stamp(one.at), "pem": one.pem[:4000]}
            journal.append(work, Act(BANK, "certificate_refused", "", sha256_hex(one.pem.encode()), facts))
    noted = tuple(msgspec.structs.replace(one, noted=True) for one in life.refused)
    key_life.save(profile, user, msgspec.structs.replace(life, refused=noted))


def _why_not(profile: Profile, told: CertificateData, at: dt.datetime) -> str:
    """Return why the bytes are not the certificate that the event speaks of, "" if they are."""
    try:
        _demand_same(profile, load(told.pem), told, at)
    except BsError as error:
        return error.code
    return ""


def _demand_same(profile: Profile, found: Certificate, told: CertificateData, at: dt.datetime) -> None:
    said = (told.serial, told.not_before, told.not_after)
    if (found.serial, found.not_before, found.not_after) != said:
        raise BadSignature("certificate_other_than_told", serial=told.serial)
    Verifier(Trust(load(profile.bank.ca_pem))).trusted(found, min(max(at, found.not_before), found.not_after))
