"""The next key while the present one holds: made, asked for with the present key, taken up at a log-in, proven at the bank.

Steps, each kept before the next begins (`life.Renewal`): made (the new key is sealed, request, act and signature are
kept), sent (the bank answered), issued (its certificate is here and believed), switched (the profile names the new key: one
file written in one step). The old container stays until the bank has taken a log-in with the new key; if the bank does
not take it, the old key works again. Whatever step is cut, one of the two opens and is named by the profile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from bsclient import clock
from bsclient.crypto import container
from bsclient.crypto.hashes import sha256_hex
from bsclient.errors import BadInput, BadSignature, NotAllowed, Refused, WrongPassphrase
from bsclient.protocol.acts import CertificateRequest
from bsclient.protocol.keys import Renewal as RenewalRequest
from bsclient.protocol.messages import Enrolment, EnrolmentState
from bsclient.services.keys import checks as key_checks
from bsclient.services.keys import enrolments
from bsclient.services.keys import life as key_life
from bsclient.services.keys.certificates import KeyState, status
from bsclient.services.keys.life import ISSUED, MADE, SENT, SWITCHED, Renewal
from bsclient.services.keys.unlocking import LoginKey, NewKey, batch_signer, make_key, unlock
from bsclient.services.profiles import Profile, User, load_profile, save_profile, with_user

if TYPE_CHECKING:
    from pathlib import Path

    from bsclient.crypto.secret import Secret

RENEWABLE: Final = frozenset((KeyState.ACTIVE, KeyState.RENEW_SOON))
REASONS: Final = frozenset((
    "certificate_revoked", "certificate_expired", "certificate_unknown", "certificate_of_other_user", "key_known",
    "bank_user_inactive", "act_of_other", "act_time", "request_of_other_act", "renewals_too_many",
))  # fmt: skip
"""Reasons of a refused renewal that have a text of their own."""
_FINAL: Final = frozenset(("bank_forbidden", "bank_request_invalid", "bank_bad_request"))
_KEY_NOT_TAKEN: Final = frozenset(
    ("bank_certificate_unknown", "bank_certificate_revoked", "bank_login_refused")
)


class RenewalLine(Protocol):
    """The calls of a session that a renewal needs."""

    def renew(self, request: RenewalRequest) -> Enrolment: ...
    def enrolment(self, identity: str) -> Enrolment: ...


def begin(profile: Profile, user: User, passphrase: Secret | str, now: clock.Clock = clock.now) -> Renewal:
    """Make the next key and sign the act with the present one; nothing is sent yet: see `go_on`.

    The same passphrase, or PIN, opens both. WrongPassphrase; NotAllowed: renewal_under_way, renewal_impossible.
    """
    life = key_life.load(profile, user)
    if life.renewal is not None:
        raise NotAllowed("renewal_under_way")
    state = status(profile, user, now).state
    if state not in RENEWABLE:
        raise NotAllowed("renewal_impossible", state=state.value)
    with batch_signer(profile, user, passphrase, now) as signer:
        made, place = _make(profile, user, passphrase)
        act = CertificateRequest(
            profile.client_id, user.id, profile.device, signer.certificate.serial, sha256_hex(made.request), now(),
        ).encode()  # fmt: skip
        signature = signer.sign(act, now())
        serial = signer.certificate.serial
    if made.container:
        container.write(profile.folder / place, made.container)
    fresh = Renewal(
        serial=serial, key_place=place, spki_sha256=made.spki_sha256.hex(), since=now(), request=made.request,
        act=act, signature=signature, key_kind=user.key_kind,
    )  # fmt: skip
    _keep(profile, user, fresh)
    return fresh


def go_on(line: RenewalLine, profile: Profile, user: User, now: clock.Clock = clock.now) -> Renewal | None:
    """Take a renewal as far as the bank lets it: send the same bytes, ask, keep the certificate. None when there is none.

    Refused with the bank's reason when it never will be: then the renewal is given up. Unreachable and the like leave
    it as it is.
    """
    found = key_life.load(profile, user).renewal
    if found is None or found.state in {ISSUED, SWITCHED}:
        return found
    try:
        answer = _ask(line, found)
    except Refused as error:
        if error.code not in _FINAL:
            raise
        give_up(profile, user)
        reason = error.facts.get("reason", "")
        raise Refused(reason) if reason in REASONS else error from error
    if answer.state is EnrolmentState.REFUSED:
        give_up(profile, user)
        raise Refused("enrolment_refused", reason=answer.note or answer.code)
    if answer.state is EnrolmentState.ISSUED:
        key_checks.demand_chain(profile, answer.chain)
        key_checks.believe(profile, user, answer.certificate, bytes.fromhex(found.spki_sha256), now())
        found = msgspec.structs.replace(found, certificate_pem=answer.certificate, state=ISSUED)
    found = msgspec.structs.replace(found, id=answer.id, state=found.state if found.state == ISSUED else SENT)
    _keep(profile, user, found)
    return found


def give_up(profile: Profile, user: User) -> None:
    """Drop a renewal that has not taken over; its key goes. NotAllowed("renewal_none") when there is none, or it has."""
    found = key_life.load(profile, user).renewal
    if found is None or found.state == SWITCHED:
        raise NotAllowed("renewal_none")
    _keep(profile, user, None)
    _wipe(profile, found)


def enter(
    profile: Profile, user: User, passphrase: Secret | str, now: clock.Clock = clock.now
) -> tuple[Profile, User, LoginKey]:
    """Open a user's key at a log-in, the next one if it is there and this passphrase opens it; returns whose it is.

    Raises as `unlock` does. The profile and the user that come back are those to open the desk with.
    """
    recover(profile, user)
    unlocked = unlock(profile, user, passphrase, now)
    try:
        changed = switch(profile, user, passphrase, now)
    except BaseException:
        unlocked.close()
        raise
    if changed is profile:
        return profile, user, unlocked
    unlocked.close()
    fresh = changed.user(user.id)
    return changed, fresh, unlock(changed, fresh, passphrase, now)


def switch(profile: Profile, user: User, passphrase: Secret | str, now: clock.Clock = clock.now) -> Profile:
    """Make an issued key the user's key, if this passphrase opens it; returns the profile as it is then.

    Called after the present key opened with the same passphrase. A key that does not open stays aside.
    """
    found = key_life.load(profile, user).renewal
    if found is None or found.state != ISSUED or found.serial != _serial(user):
        return profile
    try:
        key_checks.believe(profile, user, found.certificate_pem, bytes.fromhex(found.spki_sha256), now())
        _try(profile, found, passphrase)
    except (WrongPassphrase, BadInput, BadSignature):
        return profile
    ready = msgspec.structs.replace(
        found, old_pem=user.certificate_pem, old_place=user.key_place, state=SWITCHED
    )
    _keep(profile, user, ready)
    place = "" if found.key_place == enrolments.usual_place(user) else found.key_place
    fresh = replace(user, certificate_pem=found.certificate_pem, key_place=place)
    changed = with_user(_on_disk(profile), fresh)
    save_profile(changed)
    return changed


def proven(profile: Profile, user: User) -> None:
    """The bank has taken a log-in with the new key: the old one is dead there, and goes here."""
    life = key_life.load(profile, user)
    found = life.renewal
    if found is None or found.state != SWITCHED or not _is_new(found, user):
        return
    old = profile.key_file(replace(user, key_place=found.old_place))
    _keep(profile, user, None)
    if found.key_kind == enrolments.FILE_KIND and old != profile.key_file(user):
        key_life.wipe_file(old)


def step_back(profile: Profile, user: User, code: str) -> Profile | None:
    """Let the old key work again after the bank refused the new one with this code; None if that was not it."""
    found = key_life.load(profile, user).renewal
    if code not in _KEY_NOT_TAKEN or found is None or found.state != SWITCHED or not _is_new(found, user):
        return None
    before = replace(user, certificate_pem=found.old_pem, key_place=found.old_place)
    changed = with_user(_on_disk(profile), before)
    save_profile(changed)
    _keep(profile, user, None)
    _wipe(profile, found)
    return changed


def recover(profile: Profile, user: User) -> None:
    """Make good a switch that was cut between its two files: the step was kept, the profile does not name the key yet."""
    found = key_life.load(profile, user).renewal
    if found is not None and found.state == SWITCHED and user.certificate_pem == found.old_pem:
        _keep(profile, user, msgspec.structs.replace(found, state=ISSUED, old_pem="", old_place=""))


def containers(profile: Profile, user: User) -> list[Path]:
    """Return the files of keys of this user that a change of the passphrase must seal anew, the one in use last."""
    found = key_life.load(profile, user).renewal
    usual = profile.key_file(user)
    if found is None or found.key_kind != enrolments.FILE_KIND:
        return [usual]
    places = [profile.folder / found.key_place]
    if found.state == SWITCHED:
        places.append(profile.key_file(replace(user, key_place=found.old_place)))
    return [*(place for place in places if place != usual and place.exists()), usual]


def reseal_others(profile: Profile, user: User, old: Secret, new: Secret) -> None:
    """Seal the containers beside the one in use under another passphrase; one that the old one does not open stays aside."""
    from bsclient.crypto import remote

    for place in containers(profile, user)[:-1]:
        try:
            (sealed,) = remote.ask("reseal", [old, new, container.read(place)], 1)
        except WrongPassphrase:
            continue
        container.write(place, sealed)


def _ask(line: RenewalLine, found: Renewal) -> Enrolment:
    """Send the renewal as it was made, also again; the bank answers the same to the same bytes."""
    if found.state == MADE:
        return line.renew(RenewalRequest(request=found.request, act=found.act, signature=found.signature))
    return line.enrolment(found.id)


def _make(profile: Profile, user: User, passphrase: Secret | str) -> tuple[NewKey, str]:
    """Make the next key where the present one is: in a container, or on the same token; returns it with its place."""
    if user.key_kind == enrolments.FILE_KIND:
        made = make_key(user, profile.organisation.name, passphrase)
        return made, enrolments.free_place(profile, user, made.spki_sha256)
    from bsclient.crypto import keyring

    holder = keyring.Holder(user.name, profile.organisation.name, user.id)
    there = keyring.generate_on_token(keyring.Where.read(user.key_place), passphrase, user.name, holder)
    return NewKey(b"", there.request, there.spki_sha256), there.where.text()


def _wipe(profile: Profile, found: Renewal) -> None:
    """Delete the container of a key that did not take over; one on a token stays there, without a certificate."""
    if found.key_kind == enrolments.FILE_KIND:
        key_life.wipe_file(profile.folder / found.key_place)


def _try(profile: Profile, found: Renewal, passphrase: Secret | str) -> None:
    """Open a container in a process of its own, to know that it opens; the PIN has opened the token. WrongPassphrase."""
    if found.key_kind != enrolments.FILE_KIND:
        return
    from bsclient.crypto import remote
    from bsclient.crypto.secret import Secret

    secret = Secret.of(passphrase)
    remote.ask("reseal", [secret, secret, container.read(profile.folder / found.key_place)], 1)


def _is_new(found: Renewal, user: User) -> bool:
    return user.certificate_pem == found.certificate_pem


def _serial(user: User) -> str:
    certificate = user.certificate
    return certificate.serial if certificate is not None else ""


def _keep(profile: Profile, user: User, found: Renewal | None) -> None:
    life = key_life.load(profile, user)
    key_life.save(profile, user, msgspec.structs.replace(life, renewal=found))


def _on_disk(profile: Profile) -> Profile:
    """Return the profile as it is now: another key of it may have changed meanwhile."""
    try:
        return load_profile(profile.folder)
    except BadInput:
        return profile
