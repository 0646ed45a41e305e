"""Whether the user may sign a document, and whether its signatures suffice, by the rights that the bank told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsclient.domain import schemes
from bsclient.domain.rights import Reason, Subject, deciding
from bsclient.domain.rights.policy import subject
from bsclient.services.context import Workplace
from bsclient.services.keys import authority
from bsclient.storage.unit_of_work import Reader


@dataclass(frozen=True, slots=True)
class Demands:
    """Which signatures a document needs: the scheme in force ("" any one), whether another than its maker must sign.

    `lacking` are the groups (0 any) that are still wanted after the user's own signature.
    """

    scheme: str = ""
    lacking: tuple[int, ...] = ()
    four_eyes: bool = False


class SignatureRights:
    """The rights in force at one moment; the same questions about thousands of documents are cheap."""

    def __init__(self, place: Workplace, reader: Reader) -> None:
        self._policy = authority.policy(reader, place.profile)
        self._user = place.user.id
        self._day = place.today
        self._plain = self._policy.plain
        self._demands: dict[tuple[str, tuple[str, ...]], Demands] = {}
        self._groups = {key: one.group for key, one in self._policy.people.items()}
        self._ids = {one.name: key for key, one in self._policy.people.items()}
        self._twins = len(self._ids) < len(self._policy.people)
        self._ids |= {user.name: user.id for user in place.profile.users if not self._twins}

    def why_not(self, kind: str, fields: Mapping[str, object]) -> Reason | None:
        """Say why the user may not sign such a document; None if he may."""
        if self._plain:
            return None if self._groups.get(self._user) else Reason("no_signing_right")
        return deciding.why_not_sign(self._policy, self._user, subject(kind, fields), self._day)

    def complete(self, kind: str, fields: Mapping[str, object], signers: Sequence[str], made_by: str) -> bool:
        """Whether these signatures suffice."""
        if self._plain and kind not in deciding.TWO_SIGN:
            return schemes.enough(kind, self._policy.scheme, [self._groups.get(user, 0) for user in signers])
        return not deciding.lacking(self._policy, signers, subject(kind, fields), self._day, made_by)

    def demands(
        self, kind: str, fields: Mapping[str, object], signers: Sequence[str], made_by: str
    ) -> Demands:
        """Return which signatures a document needs, and which it lacks once the user has signed, too."""
        after = (*signers, self._user)
        if self._plain:  # nothing but type and signers counts, and thousands are alike
            about = Subject(kind)
            key = (kind, after)
            if key not in self._demands:
                lacking = deciding.lacking(self._policy, after, about, self._day, made_by)
                self._demands[key] = Demands(deciding.wanted(self._policy, about), lacking)
            return self._demands[key]
        about = subject(kind, fields)
        lacking = deciding.lacking(self._policy, after, about, self._day, made_by)
        rule = deciding.rule_for(self._policy, about)
        return Demands(deciding.wanted(self._policy, about), lacking, rule is not None and rule.four_eyes)

    def id_of(self, name: str) -> str:
        """Return the bank's id of the user with this name; "" when it is nobody's, or of more than one."""
        return "" if self._twins else self._ids.get(name, "")
