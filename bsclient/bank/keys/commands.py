"""The operators' commands over keys: requests, certificates, ends. `bsclient.bank.__main__` adds them to its own.

Two different operators issue what was asked for on paper: `approve` types the 16 groups from the act, `show` prints what the
second one looks at with a check, `confirm` gives that check back. Answers are what the commands return.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsclient import clock
from bsclient.errors import BadInput, StorageFailed

if TYPE_CHECKING:
    from bsclient.bank.core import Bank
    from bsclient.bank.ports import CertificateRecord

Open = Callable[[argparse.Namespace], AbstractContextManager["Bank"]]
Add = Callable[[str, Callable[[argparse.Namespace], object], str], argparse.ArgumentParser]


class KeyCommands:
    """The commands over a bank that `open_bank` opens."""

    def __init__(self, open_bank: Open) -> None:
        self._open = open_bank

    def add(self, add: Add) -> None:
        """Add all commands; `add` takes name, function and help."""
        self._add_requests(add)
        self._add_ends(add)

    def _add_requests(self, add: Add) -> None:
        activate = add(
            "activate", self.activate, "make an activation code for a user, with his word for the phone"
        )
        activate.add_argument("client")
        activate.add_argument("user")
        activate.add_argument("--automatic", action="store_true", help="issue without operators (demo)")
        add("pending", self.pending, "list certificate requests that wait")
        show = add("show", self.show, "show a request: name, organisation, fingerprint, check")
        show.add_argument("id")
        approve = add("approve", self.approve, "type the 16 groups from the printed act: the first operator")
        approve.add_argument("id")
        approve.add_argument("operator")
        approve.add_argument("fingerprint", help="the 16 groups of digits from the printed act")
        confirm = add("confirm", self.confirm, "confirm what `show` showed: another operator; issues")
        confirm.add_argument("id")
        confirm.add_argument("operator")
        confirm.add_argument("check", help="the check that `show` printed")
        refuse = add("refuse", self.refuse, "refuse a request; the client reads the note")
        refuse.add_argument("id")
        refuse.add_argument("operator")
        refuse.add_argument("--note", default="")
        policy = add("renewal-policy", self.policy, "say how renewals signed by a valid key are issued")
        policy.add_argument("policy", nargs="?", choices=("at_once", "operator"))

    def _add_ends(self, add: Add) -> None:
        listed = add("certificates", self.certificates, "list certificates")
        listed.add_argument("--client", default="")
        revoke = add("revoke", self.revoke, "revoke a certificate")
        revoke.add_argument("serial")
        revoke.add_argument("--reason", default="operator")
        revoke.add_argument("--operator", default="")
        block = add("block", self.block, "end all keys of a user by the word that he says over the phone")
        block.add_argument("user")
        block.add_argument("word")
        block.add_argument("--operator", default="")
        add(
            "revoke-own",
            self.revoke_own,
            "end the bank's signing key and make the next one; restart the server then",
        )
        crl = add("crl", self.crl, "write the list of ended certificates (DER)")
        crl.add_argument("file", type=Path)

    def activate(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.keys import block_words, enrolment

        with self._open(chosen) as bank:
            code = enrolment.new_activation(
                bank, chosen.client, chosen.user, clock.now, automatic=chosen.automatic
            )
        return {"activation_code": code, "block_word": block_words.word_of(code)}

    def pending(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.keys import enrolment

        with self._open(chosen) as bank:
            return [asdict(enrolment.show(bank, record.id)) for record in bank.pending_enrolments()]

    def show(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.keys import enrolment

        with self._open(chosen) as bank:
            return asdict(enrolment.show(bank, chosen.id))

    def approve(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.keys import enrolment

        with self._open(chosen) as bank:
            record = enrolment.approve(bank, chosen.id, chosen.operator, chosen.fingerprint)
        return {"id": record.id, "state": record.state, "approvals": list(record.approvals)}

    def confirm(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.keys import enrolment

        with self._open(chosen) as bank:
            record = enrolment.confirm(bank, chosen.id, chosen.operator, chosen.check, clock.now)
        return {"id": record.id, "state": record.state, "approvals": list(record.approvals)}

    def refuse(self, chosen: argparse.Namespace) -> None:
        from bsclient.bank.keys import enrolment

        with self._open(chosen) as bank:
            enrolment.refuse(bank, chosen.id, chosen.operator, note=chosen.note)

    def policy(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            if chosen.policy:
                bank.renewal_policy = chosen.policy
            return {"renewal_policy": bank.renewal_policy}

    def certificates(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            return [_line(record) for record in bank.certificates(chosen.client)]

    def revoke(self, chosen: argparse.Namespace) -> None:
        from bsclient.protocol.keys import Reason

        try:
            reason = Reason(chosen.reason)
        except ValueError as error:
            raise BadInput("revocation_reason", value=chosen.reason) from error
        with self._open(chosen) as bank:
            bank.revoke(chosen.serial, clock.now(), reason, chosen.operator)

    def block(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            return {"revoked": bank.block(chosen.user, chosen.word, clock.now(), chosen.operator)}

    def revoke_own(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.keys import keyring

        with self._open(chosen) as bank:
            old = bank.keys.signer.certificate.serial
            fresh = keyring.next_signer(chosen.data, bank.keys, bank.name, clock.now())
            bank.revoke_own(old, clock.now())
        return {"revoked": old, "signer": fresh.serial}

    def crl(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            found = bank.crl(clock.now())
        try:
            chosen.file.write_bytes(found.der)
        except OSError as error:
            raise StorageFailed("crl_not_written", path=str(chosen.file)) from error
        return {"number": found.number, "sha256": found.sha256}


def _line(record: CertificateRecord) -> dict[str, Any]:
    return {
        "serial": record.serial,
        "client": record.client_id,
        "user": record.user_id,
        "device": record.device,
        "not_before": clock.stamp(record.not_before),
        "not_after": clock.stamp(record.not_after),
        "revoked": clock.stamp(record.revoked) if record.revoked else "",
        "reason": record.reason,
        "replaces": record.replaces,
        "used": clock.stamp(record.used) if record.used else "",
    }
