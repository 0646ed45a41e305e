"""Parties and their banks in ISO 20022, in the Russian conventions.

Account in `Id/Othr/Id` (scheme BBAN), INN in `OrgId/Othr/Id` of scheme TXID, BIC in `ClrSysMmbId` of scheme RUCBC, the
correspondent account in `FinInstnId/Othr/Id`; of a name longer than 140 characters the end stands in `CtctDtls/Nm`.
KPP stands in the tax part (`iso.remittance`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bsclient.formats.iso.findings import Findings
from bsclient.formats.model import Bank, Party
from bsclient.formats.onec.values import one_line
from bsclient.formats.xml_out import leaf, nest
from bsclient.formats.xml_shapes import Paths

NAME: Final = 140
CODE: Final = 34
_JOINABLE: Final = 120
NOT_PROVIDED: Final = "NOTPROVIDED"

_SWIFT: Final = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_IBAN: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Za-z0-9]{11,30}")
_INN: Final = re.compile(r"[0-9]{10}|[0-9]{12}|[0-9]{5}")
_ACCOUNT: Final = re.compile(r"[0-9]{5}[0-9ABCEHKMPTX][0-9]{14}")
_INN_SCHEMES: Final = ("TXID", "INN", "ИНН")
_KPP_SCHEMES: Final = ("KPP", "КПП")
_CACHE: Final = 20_000
_PARTY: Final = ("Nm", "CtctDtls/Nm")
_IDENTIFIERS: Final = ("", "@", "2", "2@", "3", "3@", "4", "4@")
_IDENTIFIED: Final = len(_PARTY) + 2 * len(_IDENTIFIERS)
_ACCOUNTS: Final = ("Id/IBAN", "Id/Othr")
_AGENT: Final = ("ClrSysMmbId/MmbId", "BICFI", "BIC", "Nm", "Othr")

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Paths of one side: party, its account, its agent, and its KPP."""

    side: str
    paths: tuple[str, ...]


def places(side: str, party: str, account: str, agent: str, taxes: str = "") -> Places:
    """Return the paths of a side; `side` is payer or payee, `taxes` the path of its tax part."""
    paths = [f"{party}/{name}" for name in _PARTY]
    paths += [f"{party}/Id/{kind}/Othr{end}" for kind in ("OrgId", "PrvtId") for end in _IDENTIFIERS]
    paths += [f"{account}/{name}" for name in _ACCOUNTS]
    paths += [f"{agent}/FinInstnId/{name}" for name in _AGENT]
    paths += [f"{taxes}/TaxTp", f"RmtInf/Strd/TaxRmt/{taxes.rpartition('/')[2]}/TaxTp"] if taxes else ["", ""]
    return Places(side, tuple(paths))


class Parties:
    """Reads parties; the same texts give the same object, since parties repeat in a statement."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._known: dict[tuple[str, Values, Values], Party] = {}

    def read(self, node: Paths, where: Places) -> Party:
        """Return the party of a side; empty where the message names none."""
        present = node.shape.among(where.side, where.paths)
        values = tuple([node[path] for path in present])
        key = (where.side, present, values)
        known = self._known.get(key)
        if known is None:
            before = len(self._findings.problems)
            get = node.get
            known = self._party(where.side, [get(path, "").strip() for path in where.paths])
            if len(self._known) < _CACHE and len(self._findings.problems) == before:
                self._known[key] = known
        return known

    def _party(self, side: str, values: list[str]) -> Party:
        name, rest = values[:2]
        rest = rest if len(name) > _JOINABLE else ""  # else it is the name of a person to ask
        identified, values = values[2:_IDENTIFIED], values[_IDENTIFIED:]
        iban, other, member, bic, old_bic, bank_name, bank_other, kpp, kpp_there = values
        pairs = list(zip(identified[::2], identified[1::2], strict=True))
        inn = next((found for found, scheme in pairs if scheme.upper() in _INN_SCHEMES), "")
        inn = inn or next((found for found, scheme in pairs if not scheme and _INN.fullmatch(found)), "")
        kpp_here = next((found for found, scheme in pairs if scheme.upper() in _KPP_SCHEMES), "")
        check = self._findings
        return Party(
            name=check.text(f"{side}.name", provided(name + rest)),
            inn=check.code(f"{side}.inn", inn),
            kpp=check.code(f"{side}.kpp", kpp or kpp_there or kpp_here),
            account=check.code(f"{side}.account", provided(iban or other)),
            bank=Bank(
                check.code(f"{side}.bank.bic", provided(member or bic or old_bic)),
                check.text(f"{side}.bank.name", provided(bank_name)),
                bank_other if _ACCOUNT.fullmatch(bank_other) else "",
            ),
        )


def provided(text: str) -> str:
    """Return a name or code; NOTPROVIDED, which stands where a message must name something, is none."""
    return "" if text == NOT_PROVIDED else text


@dataclass(frozen=True, slots=True)
class Style:
    """How a version writes: `new` ones wrap a party of a transaction into `Pty` and call the BIC `BICFI`."""

    version: str
    new: bool

    @property
    def tax_zone(self) -> str:
        """Name of the element with the territory of a tax."""
        return "AdmstnZone" if self.new else "AdmstnZn"


def party_xml(name: str, party: Party) -> str:
    """Write a party: name and INN."""
    return nest(name, party_inside(party))


def party_inside(party: Party) -> str:
    """Write what stands inside a party."""
    name, rest = split_name(party.name)
    inn = nest("Othr", leaf("Id", party.inn, CODE), nest("SchmeNm", leaf("Cd", "TXID"))) if party.inn else ""
    return "".join(
        (
            leaf("Nm", name),
            nest("Id", nest("OrgId", inn)),
            nest("CtctDtls", leaf("Nm", rest, NAME)),
        )
    )


def split_name(name: str) -> tuple[str, str]:
    """Divide a name after at most 140 characters, never beside a blank: put together the parts are the name again."""
    name = one_line(name)
    if len(name) <= NAME:
        return name, ""
    end = next((end for end in range(NAME, _JOINABLE, -1) if not name[end - 1 : end + 1].count(" ")), NAME)
    return name[:end], name[end:]


def account_xml(name: str, account: str, *further: str) -> str:
    """Write an account: an IBAN as such, any other number as BBAN."""
    if _IBAN.fullmatch(account):
        return nest(name, nest("Id", leaf("IBAN", account)), *further)
    other = nest("Othr", leaf("Id", account, CODE), nest("SchmeNm", leaf("Cd", "BBAN"))) if account else ""
    return nest(name, nest("Id", other), *further) if account else ""


def agent_xml(name: str, bank: Bank, style: Style) -> str:
    """Write a bank: a SWIFT code as BIC, a Russian BIC as the member id of RUCBC."""
    swift = leaf("BICFI" if style.new else "BIC", bank.bic) if _SWIFT.fullmatch(bank.bic) else ""
    system = nest("ClrSysId", leaf("Cd", "RUCBC"))
    member = nest("ClrSysMmbId", system, leaf("MmbId", bank.bic, CODE)) if bank.bic and not swift else ""
    other = nest("Othr", leaf("Id", bank.correspondent_account, CODE))
    return nest(name, nest("FinInstnId", swift, member, leaf("Nm", bank.name, NAME), other))
