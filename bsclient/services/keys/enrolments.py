"""The first key of a user on this PC: whose code it is, a key and a request, the printed act, waiting, the certificate.

A key after the end of another one (expired, revoked) is made the same way: from paper. Until the new certificate is here and
believed, the old key stays where it is. A cut at any step is taken up by `look` or by `begin` again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from bsclient import clock
from bsclient.crypto import container, keys
from bsclient.crypto.certificates import load
from bsclient.crypto.hashes import sha256, sha256_hex
from bsclient.errors import BadInput, BadSignature, NotAllowed, Refused, WrongPassphrase
from bsclient.protocol.keys import Activated, RevocationRequest, Revoked
from bsclient.protocol.messages import Enrolment, EnrolmentRequest, EnrolmentState, Hello
from bsclient.services.keys import checks as key_checks
from bsclient.services.keys import life as key_life
from bsclient.services.keys import vaults
from bsclient.services.keys.life import Pending, Waiting, pending
from bsclient.services.keys.unlocking import NewKey, make_key
from bsclient.services.profiles import (
    BankLink,
    Organisation,
    Profile,
    User,
    load_profile,
    new_device,
    save_profile,
    with_user,
)

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret

FILE_KIND: Final = "file"
QR_PREFIX: Final = "bskey1:"
_FILE_NAME: Final = re.compile(r"[^\W_][\w.-]{0,79}")
"""A folder and files are called by what a server says before anything of it is believed: letters, digits, no way out."""


class Line(Protocol):
    """The calls of the bank that need no session."""

    def identify(self, code: str) -> Activated: ...
    def enrol(self, request: EnrolmentRequest) -> Enrolment: ...
    def enrolment(self, identity: str) -> Enrolment: ...
    def revoke(self, request: RevocationRequest) -> Revoked: ...
    def close(self) -> None: ...


class State(StrEnum):
    """How far a request is, as a look at the bank shows it."""

    WAITING = "waiting"
    ISSUED = "issued"
    REFUSED = "refused"
    LOST = "lost"  # it never arrived: begin again with the same code


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose an activation code is."""

    client_id: str
    user_id: str
    name: str
    position: str
    group: int
    organisation: str
    inn: str
    kpp: str
    scheme: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the bank showed; `profile` has the certificate once it is ISSUED, `note` is the bank's word."""

    state: State
    profile: Profile
    step: str = ""
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What the printed act says. `fingerprint` are 16 groups, `qr` is the text of the QR beside them."""

    organisation: str
    inn: str
    kpp: str
    client_id: str
    name: str
    position: str
    user_id: str
    bank: str
    bic: str
    ca_fingerprint: str
    device: str
    fingerprint: tuple[str, ...]
    algorithm: str
    request_id: str
    request_sha256: str
    created: datetime
    qr: str


def line(link: BankLink) -> Line:
    """Open a line to a bank without a session: TLS under its pinned authority; says hello. `close` it in the end.

    Unreachable; Refused("other_bank") when another bank answers.
    """
    from bsclient.sync.https import HttpsTransport

    transport = HttpsTransport(link.url, link.ca_pem)
    try:
        _demand_bank(link, transport.hello())
    except BaseException:
        transport.close()
        raise
    return transport


def identify(bank: Line, code: str) -> Identity:
    """Ask whose a code is; it stays good. Refused("bank_activation_unknown")."""
    told = bank.identify(code)
    return Identity(**msgspec.structs.asdict(told))


def profile_for(
    home: Path, link: BankLink, who: Identity, known: Sequence[Profile] = ()
) -> tuple[Profile, User]:
    """Return the profile and the user that a code is for: an existing profile of this client at this bank, or a new one.

    Nothing is written. BadInput("enrolment_identity") for names by which no file can be called.
    """
    for told in (who.client_id, who.user_id):
        if not _FILE_NAME.fullmatch(told):
            raise BadInput("enrolment_identity", value=told[:80])
    user = User(who.user_id, who.name, who.position, str(who.group))
    for loaded in known:
        if (loaded.bank.bic, loaded.client_id) == (link.bic, who.client_id):
            profile = _as_kept(loaded)
            before = next((one for one in profile.users if one.id == user.id), None)
            if before is not None:
                user = replace(before, name=who.name, position=who.position, group=str(who.group))
            return with_user(replace(profile, bank=link), user), user
    folder = home / f"{link.bic}-{who.client_id}"
    at_bank = Organisation(who.organisation, who.inn, who.kpp)
    fresh = Profile(
        folder=folder, id=folder.name, title=who.organisation, bank=link, client_id=who.client_id,
        organisation=at_bank, users=(user,), device=new_device(), scheme=who.scheme,
    )  # fmt: skip
    return fresh, user


def begin(
    bank: Line,
    profile: Profile,
    user: User,
    secret: tuple[str, Secret | str],
    made: NewKey | None = None,
) -> Pending:  # secret: activation code, passphrase
    """Make a key, keep it sealed, ask the bank for a certificate; nothing secret leaves the PC.

    `made` is a key that is there already: imported, or on a token (then `user` says where and its container is empty).
    NotAllowed("key_in_use") rather than put a key in place of one that holds; BadSignature("request_of_other_key")
    when the bank got another key than was sent; what `vaults.demand_opens` raises when the profile's base would not
    open by the new key.
    """
    code, passphrase = secret
    _demand_free(profile, user)
    waiting = _unanswered(profile, user, code, passphrase)
    if waiting is None or made is not None:
        in_file = made is None or bool(made.container)
        vaults.demand_opens(profile, user, passphrase, "" if in_file else user.key_place)
        waiting = _make(profile, user, code, made or make_key(user, profile.organisation.name, passphrase))
    asked = EnrolmentRequest(activation_code=code, request=waiting.request, device=profile.device)
    answer = bank.enrol(asked)
    if answer.fingerprint != waiting.fingerprint:
        raise BadSignature("request_of_other_key")
    waiting = msgspec.structs.replace(waiting, id=answer.id, block_word=answer.block_word, step=answer.step)
    _keep(profile, user, waiting)
    return pending(waiting)


def waiting(profile: Profile, user: User) -> Pending | None:
    """Return the request that waits on this PC, also after a restart."""
    found = key_life.load(profile, user).waiting
    return None if found is None else pending(found)


def is_for(profile: Profile, user: User, code: str) -> bool:
    """Whether the request that waits was made with this activation code."""
    found = key_life.load(profile, user).waiting
    return found is not None and found.id == _id(code, found.request)


def look(bank: Line, profile: Profile, user: User, now: clock.Clock = clock.now) -> Look:
    """Ask how far the request is; takes up the certificate if it is there and is believed.

    NotAllowed("enrolment_none") when nothing waits; BadSignature and BadInput as `checks.believe`.
    """
    found = key_life.load(profile, user).waiting
    if found is None:
        raise NotAllowed("enrolment_none", name=user.name)
    try:
        answer = bank.enrolment(found.id)
    except Refused as error:
        if error.code != "bank_not_found":
            raise
        return Look(State.LOST, profile, code="enrolment_lost")
    if answer.state is EnrolmentState.ISSUED:
        return Look(State.ISSUED, take(profile, user, answer, now()))
    told = msgspec.structs.replace(found, step=answer.step, code=answer.code, note=answer.note)
    if told != found:
        _keep(profile, user, told)
    state = State.REFUSED if answer.state is EnrolmentState.REFUSED else State.WAITING
    return Look(state, profile, answer.step, answer.code, answer.note)


def take(profile: Profile, user: User, answer: Enrolment, now: datetime) -> Profile:
    """Believe and keep the certificate of the request that waits; returns the changed profile, which is saved."""
    if answer.user_id != user.id:  # rights and signatures go by the bank's name of a user
        raise BadInput("enrolment_other_user", value=answer.user_id, expected=user.id)
    key_checks.demand_chain(profile, answer.chain)
    return adopt(profile, user, answer.certificate, answer.client_id, now)


def adopt(profile: Profile, user: User, pem: str, client_id: str, now: datetime) -> Profile:
    """Make the key of the request that waits the user's key, with this certificate: one file is written in one step."""
    life = key_life.load(profile, user)
    found = life.waiting
    if found is None:
        raise NotAllowed("enrolment_none", name=user.name)
    spki = bytes.fromhex(found.fingerprint.replace(" ", ""))
    key_checks.believe(profile, user, pem, spki, now)
    place = "" if found.key_place == usual_place(user) else found.key_place
    known = replace(user, certificate_pem=pem, key_kind=found.key_kind, key_place=place)
    changed = replace(with_user(_as_kept(profile), known), client_id=client_id or profile.client_id)
    before = profile.key_file(user)
    save_profile(changed)
    life = key_life.load(profile, user)
    key_life.save(profile, user, msgspec.structs.replace(life, waiting=None, ended=None, renewal=None))
    if before.exists() and (found.key_kind != FILE_KIND or before != changed.key_file(known)):
        key_life.wipe_file(before)
    return changed


def forget(profile: Profile, user: User) -> None:
    """Give a request up that was refused or is not wanted any more; its key goes. A new code is needed then."""
    life = key_life.load(profile, user)
    if life.waiting is None:
        return
    key_life.save(profile, user, msgspec.structs.replace(life, waiting=None))
    if life.waiting.key_kind != FILE_KIND:
        return
    place = profile.folder / Path(life.waiting.key_place).name
    if not user.certificate_pem or place != profile.key_file(_as_before(profile, user)):
        key_life.wipe_file(place)


def act(profile: Profile, user: User) -> Act:
    """Return what the printed act of the request that waits says. NotAllowed("enrolment_none")."""
    found = key_life.load(profile, user).waiting
    if found is None:
        raise NotAllowed("enrolment_none", name=user.name)
    groups = tuple(found.fingerprint.split(" "))
    return Act(
        organisation=profile.organisation.name, inn=profile.organisation.inn, kpp=profile.organisation.kpp,
        client_id=profile.client_id, name=user.name, position=user.position, user_id=user.id,
        bank=profile.bank.name, bic=profile.bank.bic,
        ca_fingerprint=load(profile.bank.ca_pem).fingerprint_sha256.hex(), device=profile.device,
        fingerprint=groups, algorithm="ECDSA P-256 / SHA-256", request_id=found.id,
        request_sha256=sha256_hex(found.request), created=found.since,
        qr=f"{QR_PREFIX}{found.id}:{''.join(groups)}",
    )  # fmt: skip


def _demand_bank(link: BankLink, told: Hello) -> None:
    if told.bic != link.bic:
        raise Refused("other_bank", value=told.bic, expected=link.bic)
    if told.ca_fingerprint != load(link.ca_pem).fingerprint_sha256.hex():
        raise BadSignature("certificate_untrusted")


def _demand_free(profile: Profile, user: User) -> None:
    from bsclient.services.keys.certificates import HOLDS, status

    if status(profile, user).state in HOLDS and profile.key_file(user).exists():
        raise NotAllowed("key_in_use", name=user.name)


def _unanswered(profile: Profile, user: User, code: str, passphrase: Secret | str) -> Waiting | None:
    """Return the request that was made for this code before, if its key is still there and opens.

    WrongPassphrase("passphrase_of_request") if it was made under another passphrase: the bank may have it already.
    """
    found = key_life.load(profile, user).waiting
    if found is None or found.id != _id(code, found.request):
        return None
    if found.key_kind != FILE_KIND:
        return found
    place = profile.folder / found.key_place
    if not place.exists():
        return None
    from bsclient.crypto import remote
    from bsclient.crypto.secret import Secret

    try:
        remote.ask("reseal", [Secret.of(passphrase), Secret.of(passphrase), container.read(place)], 1)
    except WrongPassphrase as error:
        raise WrongPassphrase("passphrase_of_request") from error
    return found


def _make(profile: Profile, user: User, code: str, made: NewKey) -> Waiting:
    """Keep a new key and what is to be sent, before anything is sent."""
    profile.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    forget(profile, user)
    kind, place = user.key_kind, user.key_place
    if made.container:
        kind, place = FILE_KIND, free_place(profile, user, made.spki_sha256)
        container.write(profile.folder / place, made.container)
    kept = replace(_as_kept(profile), bank=profile.bank)
    save_profile(with_user(kept, _as_before(kept, user)))
    found = Waiting(
        id=_id(code, made.request),
        fingerprint=" ".join(keys.fingerprint_groups(made.spki_sha256)),
        since=clock.now(),
        key_kind=kind,
        key_place=place,
        request=made.request,
    )
    _keep(profile, user, found)
    return found


def _as_kept(profile: Profile) -> Profile:
    """Return a profile as it is on the disk: keys of others may have come since it was loaded. A new one as it is."""
    try:
        return load_profile(profile.folder)
    except BadInput:
        return profile


def _as_before(profile: Profile, user: User) -> User:
    """Return a user whose key is the one in force, though another one is being made."""
    for known in profile.users:
        if known.id == user.id and known.certificate_pem:
            return replace(user, key_kind=known.key_kind, key_place=known.key_place)
    return user


def free_place(profile: Profile, user: User, spki_sha256: bytes) -> str:
    """Return the name of a file for a new key: none that is there is written over."""
    usual = usual_place(user)
    return f"{user.id}-{spki_sha256.hex()[:8]}.key" if (profile.folder / usual).exists() else usual


def usual_place(user: User) -> str:
    """Return the name of the file of a user's first key."""
    return f"{user.id}.key"


def _keep(profile: Profile, user: User, found: Waiting) -> None:
    life = key_life.load(profile, user)
    key_life.save(profile, user, msgspec.structs.replace(life, waiting=found))


def _id(code: str, request: bytes) -> str:
    """Return the id that the bank gives to this request with this code: known before it has answered."""
    plain = "".join(code.replace("-", " ").split()).upper()
    return sha256_hex(b"enrolment:" + sha256(plain.encode()) + request)[:32]
