"""A base with something of every sort, hidden and plain, and two users at one PC: one sees all of it, one does not."""

import dataclasses
import datetime as dt
from dataclasses import replace
from decimal import Decimal

import archive_kit
import local_kit
from folder_kit import entry
from local_kit import NOW, OTHER, OWN, TODAY

from bsclient.domain.identity import new_id
from bsclient.domain.rights import told
from bsclient.errors import BsError
from bsclient.services.desk import Desk
from bsclient.services.documents.calendar import Every, Rule
from bsclient.services.documents.listing import Filter
from bsclient.services.information.directory_books import NewEntry
from bsclient.services.keys import authority
from bsclient.services.profiles import User
from bsclient.services.statements.expectations import Expectation
from bsclient.storage import (
    closings,
    documents,
    folder_exports,
    ledger,
    notices,
    pending,
    products,
)
from bsclient.storage.rows.documents import Narrow
from bsclient.storage.scope import Scope

SECRET, OPEN = "Тайна", "Явное"
HIDDEN_AMOUNT = "777.77"
DAYS = (TODAY - dt.timedelta(days=20), TODAY + dt.timedelta(days=1))
ROUBLES = Scope()
PAPER = "bank_statement"
CALENDAR = Rule(every=Every.MONTH, start=TODAY + dt.timedelta(days=3))


def person(name, roles="operator,viewer,administrator"):
    group = "0" if roles == "none" else "1"
    return {"id": name, "name": name, "position": "", "group": group, "roles": roles}


def refuse(**changes):
    return {"user": "narrow", "action": "view", "allow": "", "scope": "", "account": ""} | changes


GRANTS = (
    refuse(account=OTHER),
    refuse(scope="letter"),
    refuse(scope="family:deposits"),
    refuse(scope="payment_register"),
)


@dataclasses.dataclass
class Bench:
    """The two desks at one PC, the ids of the documents that are hidden from one of them, and of one that is not."""

    wide: Desk
    narrow: Desk
    hidden: dict[str, str]
    plain: str


def open_bench(folder):
    """Return the bench over a new base."""
    office = local_kit.office(folder)
    users = (User("wide", "wide"), User("narrow", "narrow"))
    profile = replace(office.place.profile, users=users)
    wide, narrow = (
        Desk(replace(office.place, user=user, profile=profile), office.place.banks, None, None)
        for user in users
    )
    rights(wide, GRANTS)
    hidden = fill(wide)
    return office, Bench(wide, narrow, hidden, hidden.pop("open"))


def rights(desk, grants, roles="operator,viewer,administrator"):
    """Let the bank tell rights."""
    people = [person("wide"), person("narrow", roles)]
    with desk.place.store.write() as work:
        authority.keep_rights(work, authority.Rights("(1)"), told.Told("(1)", people, list(grants)))
        work.touch_everything()


def fill(desk):
    """Put something of every sort into the base, hidden and plain; returns the ids of what is hidden."""
    hidden = {}
    for name, account, words, amount in (
        ("secret", OTHER, SECRET, HIDDEN_AMOUNT),
        ("open", OWN, OPEN, "1.00"),
    ):
        raw = local_kit.payment(payer_account=account, purpose=words, amount=amount, payee_name=words)
        draft = desk.drafts.new("payment_order")
        saved = desk.drafts.save(replace(draft, raw=raw | {"number": draft.raw["number"]}))
        hidden[name] = saved.id
        desk.templates.save(f"{words} шаблон", "payment_order", raw, shared=True)
        desk.recurring.add(f"{words} срок", "payment_order", raw, CALENDAR)
        desk.comments.add(saved.id, f"{words} заметка")
        desk.expectations.save(Expectation(account, words, Decimal("5.00"), TODAY + dt.timedelta(days=2)))
    letter = desk.letters.compose(SECRET, f"{SECRET} письмо")
    hidden["recall"] = _recall(desk, hidden["secret"], HIDDEN_AMOUNT, SECRET)
    _recall(desk, hidden["open"], "1.00", OPEN)
    hidden["letter"] = desk.drafts.save(letter).id if not letter.version else letter.id
    desk.books.add("employees", NewEntry(code="1", title=SECRET))
    desk.links.add(hidden["open"], hidden["secret"])
    with desk.place.store.write() as work:
        _from_bank(work, hidden)
    _from_files(desk)
    return hidden


def _recall(desk, document_id, amount, reason):
    """Ask for a document back; the request itself is on no account."""
    draft = desk.drafts.new("recall_request")
    about = {"document_id": document_id, "document_number": "1", "document_date": TODAY.isoformat()}
    raw = draft.raw | about | {"document_amount": amount, "reason": reason}
    return desk.drafts.save(replace(draft, raw=raw)).id


def _from_bank(work, hidden):
    ledger.add_entries(
        work, [replace(entry(1, HIDDEN_AMOUNT, of=OTHER), counterparty_name=SECRET, purpose=SECRET)]
    )
    ledger.add_entries(work, [replace(entry(2, of=OWN), counterparty_name=OPEN, purpose=OPEN)])
    for kind, number, account in (
        ("loan", f"{SECRET}-1", OTHER),
        ("deposit", f"{SECRET}-2", OWN),
        ("loan", OPEN, OWN),
    ):
        products.put(work, products.ProductRow(
            id=number, kind=kind, number=number, account=account, currency="RUB", amount=Decimal("9.00"), state="open",
            opened=TODAY, ends=None, terms={}, document_id="", told=NOW, seq=1, canonical=b"", signature=b"",
        ))  # fmt: skip
    work.run(
        "INSERT INTO letter (id, thread, at, author, subject, body, canonical, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ("l1", "t1", work.stamp, "Банк", SECRET, SECRET, b"", b""),
    )
    notices.put_rule(work, "r1", "narrow", "{}")
    for user in ("wide", "narrow"):
        notices.add(work, user, f"rule-{user}", [
            notices.Found("1", "notice_credit", {"account": OTHER, "name": SECRET}, "statements", OTHER),
            notices.Found("2", "notice_executed", {"number": "1", "name": SECRET}, "documents", hidden["secret"]),
            notices.Found("3", "notice_credit", {"account": OWN, "name": OPEN}, "statements", OWN),
        ], ("none", "none"))  # fmt: skip
    for name in ("secret", "open"):
        documents.move(work, hidden[name], local_kit.Happening(
            event=local_kit.Event.SIGN_PART, by=local_kit.By.USER, actor="x"))  # fmt: skip
        pending.put(work, pending.PendingRow(
            id=hidden[name], offer=hidden[name], stage=pending.Stage.WAITING, mine=False, author="x", author_name="x",
            valid_until=NOW, updated=NOW))  # fmt: skip
    paper = Narrow(type=PAPER, account=OTHER, counterparty=SECRET, day=TODAY)
    documents.add(work, new_id(NOW), paper, {}, local_kit.Happening(
        event=local_kit.Event.ARRIVE, by=local_kit.By.BANK, actor="bank"))  # fmt: skip
    for account, words in ((OTHER, SECRET), (OWN, OPEN)):
        closings.put(work, closings.ClosingRow(
            account=account, day=TODAY - dt.timedelta(days=1), opening=Decimal(1), credits=Decimal(0), debits=Decimal(0),
            closing=Decimal(1), count=0, hash="", at=NOW, seq=1, canonical=b"", signature=b"",
        ))  # fmt: skip
        folder_exports.note_ready(work, folder_exports.FileRow(
            job="j", at=NOW, state=folder_exports.READY, account=account, folder=words, name=words))  # fmt: skip


def _from_files(desk):
    """An account of the bank known from files, too, and an import of payments of the hidden account alone."""
    for account, words in ((OTHER, SECRET), (OWN, OPEN)):
        told = archive_kit.file(
            [archive_kit.section(0, 0, "0.00", "1.00", account=account)],
            [archive_kit.document(1, "1.00", account=account, purpose=words)],
        )
        desk.archive.keep(desk.archive.preview(told, words.encode(), f"{words}.txt"))
        lines = desk.files.forms("payment_order")
        form = next(one for one in lines if one.write is not None)
        path = desk.profile.folder / f"{words} платежи{form.suffix}"
        [one] = desk.listing.view(Filter(type="payment_order", account=account)).page(0, 9)
        desk.files.save([one.id], form, path)
        seen = desk.files.read(path.read_bytes(), path.name, "payment_order")
        desk.files.take(seen, {row.index for row in seen.rows})


def answer(desk, bench, look):
    """What a user gets, as text; a refusal is an answer, too."""
    try:
        return repr(look(desk, bench))
    except BsError as error:
        return error.code


def betrayed(text, bench):
    """Whether an answer tells of what is hidden."""
    return any(mark in text for mark in (SECRET, HIDDEN_AMOUNT, OTHER, *bench.hidden.values()))
