"""Where a new key may come from besides this program: tokens that are plugged in, and files of other programs.

Makers' modules are loaded in a process of their own; a module that does not answer hides its tokens, not those of others.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bsclient.errors import BsError, NotAllowed
from bsclient.services.keys import enrolments
from bsclient.services.keys.unlocking import NewKey

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret
    from bsclient.services.keys.life import Pending
    from bsclient.services.profiles import Profile, User

TOKEN: Final = "token"  # noqa: S105 -- a kind of key, no secret
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """A token that can make a key: its title for people, `User.key_place`, whether the PIN may be tried."""

    title: str
    place: str
    ready: bool = True
    last_try: bool = False


def tokens() -> tuple[Choice, ...]:
    """Return the tokens behind the modules of known makers; none where there is no PKCS#11 program."""
    from bsclient.crypto import keyring

    found: list[Choice] = []
    for module in keyring.known_modules():
        try:
            found += tokens_of(module)
        except BsError as error:
            _log.warning("%s: %s", module, error)
    return tuple(_unique(found))


def tokens_of(module: str) -> list[Choice]:
    """Return the tokens behind one module; raises as `keyring.tokens`."""
    from bsclient.crypto import keyring

    return [
        Choice(
            f"{info.label or info.model}  ·  {info.model}  ·  {info.serial}",
            keyring.Where(module, info.serial, info.label).text(),
            info.pin not in {keyring.PinState.LOCKED, keyring.PinState.UNSET},
            info.pin is keyring.PinState.LAST,
        )
        for info in keyring.tokens(module)
    ]


def begin(
    line: enrolments.Line, profile: Profile, user: User, place: str, secret: tuple[str, Secret]
) -> Pending:  # secret: activation code, PIN
    """Make a key on a token and ask for its certificate; a request of this code that waits already is sent again as it is."""
    from bsclient.crypto import keyring

    code, pin = secret
    where = keyring.Where.read(place)
    if not where.serial:
        raise NotAllowed("token_removed")
    if enrolments.is_for(profile, user, code):
        return enrolments.begin(line, profile, user, (code, pin))
    holder = keyring.Holder(user.name, profile.organisation.name, user.id)
    made = keyring.generate_on_token(where, pin, user.name, holder)
    there = replace(user, key_kind=TOKEN, key_place=made.where.text())
    return enrolments.begin(line, profile, there, (code, pin), NewKey(b"", made.request, made.spki_sha256))


def begin_imported(
    line: enrolments.Line,
    profile: Profile,
    user: User,
    file: tuple[bytes, Secret],
    secret: tuple[str, Secret],
) -> Pending:  # file: its octets and password; secret: activation code, passphrase
    """Take a key over from a file of another program and ask for its certificate; sent again as it is, like `begin`."""
    from bsclient.crypto import keyring

    blob, password = file
    code, passphrase = secret
    if enrolments.is_for(profile, user, code):
        return enrolments.begin(line, profile, user, (code, passphrase))
    holder = keyring.Holder(user.name, profile.organisation.name, user.id)
    made = keyring.import_key(blob, password, passphrase, holder)
    fresh = NewKey(made.container, made.request, made.spki_sha256)
    return enrolments.begin(line, profile, user, (code, passphrase), fresh)


def _unique(found: Iterable[Choice]) -> Iterable[Choice]:
    """Several modules may show the same token: the first one is taken."""
    seen: set[str] = set()
    for each in found:
        if each.title not in seen:
            seen.add(each.title)
            yield each
