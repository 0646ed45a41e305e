"""History, audit, first page, templates, directories, changes."""

import datetime as dt
import gzip
import threading

import pytest
from local_kit import BIC, CORR, SENT, happen, office, payment, save

from bsclient.domain.banks import Bank, BankAccount, BicDirectory
from bsclient.domain.states import By, Event, State
from bsclient.errors import BadInput, NotAllowed
from bsclient.formats import ed807
from bsclient.protocol import acts
from bsclient.services.changes import Changed, Changes
from bsclient.services.documents.history import NOTHING, WAIT_BANK, WAIT_RECEIPT, Histories
from bsclient.services.documents.templates import Templates
from bsclient.services.evidence.audit import BANK_HEAD, Audit
from bsclient.services.home import Home
from bsclient.services.information.directories import Directories
from bsclient.storage import documents, feed, settings


@pytest.fixture
def desk(tmp_path):
    opened = office(tmp_path)
    yield opened
    opened.close()


def test_history_tells_all_and_what_is_next(desk):
    histories = Histories(desk.place)
    draft = save(desk)
    first = histories.of(draft.id)
    assert Event.SIGN_LAST in first.next
    assert (first.receipt, first.signatures) == (None, ())
    happen(desk, draft.id, *SENT)
    assert histories.of(draft.id).next == (WAIT_RECEIPT,)
    receipt = acts.Receipt(draft.id, "ab" * 32, desk.clock(), 17)
    with desk.store.write() as work:
        documents.keep_canonical(work, draft.id, b"bytes", "ab" * 32)
        documents.keep_receipt(work, draft.id, receipt.encode(), b"cms")
    happen(desk, draft.id, (Event.RECEIVE, By.BANK, 3))
    found = histories.of(draft.id)
    assert found.next == (WAIT_BANK,)
    assert (found.receipt.sequence, found.receipt.matches) == (17, True)
    happen(desk, draft.id, (Event.EXECUTE, By.BANK, 4))
    done = histories.of(draft.id)
    assert done.next == (NOTHING,)
    assert [step.state for step in done.steps] == [
        State.NEW, State.SIGNED, State.QUEUED, State.UNKNOWN, State.DELIVERED, State.EXECUTED
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        histories.of("none")


def test_audit_compares_with_the_head_at_the_bank(desk):
    audit = Audit(desk.place)
    assert audit.check().ok
    draft = save(desk)
    happen(desk, draft.id, (Event.SIGN_LAST, By.USER, 0))
    report = audit.check()
    assert (report.ok, report.count, report.broken_at) == (True, 2, None)
    assert [row.action for row in audit.page(0, 5)] == ["sign_last", "save_valid"]
    assert audit.count() == 2

    def told(head):
        with desk.store.write() as work:
            settings.put(work, BANK_HEAD, head)
        return audit.check()

    assert told(f"2:{report.head}").ok
    assert told(f"1:{audit.page(1, 1)[0].hash}").ok
    other = told(f"2:{'0' * 64}")
    assert (other.ok, other.broken_at) == (False, 2)
    cut = told(f"9:{report.head}")
    assert (cut.ok, cut.broken_at) == (False, 3)


def test_the_first_page_counts_what_is_to_be_done(desk):
    home = Home(desk.place)
    empty = home.overview()
    assert (empty.to_sign, empty.queued, empty.last_sync, empty.key_days_left) == (0, 0, None, None)
    assert len(empty.accounts) == 2
    save(desk)
    save(desk, amount="nonsense")
    queued, unknown, rejected = (save(desk, amount=f"{n}.00") for n in (3, 4, 5))
    happen(desk, queued.id, *SENT[:2])
    happen(desk, unknown.id, *SENT)
    happen(desk, rejected.id, *SENT, (Event.REJECT, By.BANK, 3))
    with desk.store.write() as work:
        feed.synchronised(work)
    found = home.overview()
    assert (found.to_sign, str(found.to_sign_total)) == (1, "100.00")
    assert (found.invalid, found.queued, found.unknown, found.rejected) == (1, 1, 1, 1)
    assert found.last_sync == desk.clock()


def test_templates_begin_documents(desk):
    templates = Templates(desk.place)
    one = templates.save("  Аренда   офиса ", "payment_order", payment(purpose="Аренда 1"))
    assert one.name == "Аренда офиса"
    again = templates.save("Аренда офиса", "payment_order", payment(purpose="Аренда 2"))
    assert again.id == one.id
    assert [(each.name, each.raw["purpose"]) for each in templates.list("payment_order")] == [
        ("Аренда офиса", "Аренда 2")
    ]
    draft = desk.drafts.from_template(one.id)
    assert (draft.raw["number"], draft.raw["date"], draft.raw["purpose"]) == ("1", "2026-11-20", "Аренда 2")
    with pytest.raises(BadInput):
        templates.save(" ", "payment_order", payment())
    templates.delete(one.id)
    assert templates.list("payment_order") == []
    with pytest.raises(NotAllowed):
        desk.drafts.from_template(one.id)


def edition(day, *banks):
    return BicDirectory(banks, day)


def ed807_bytes(day, bic, name):
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><ED807 xmlns="urn:cbr-ru:ed:v2.0" EDNo="1" EDDate="2026-11-20"'
        f' EDAuthor="4583001999" CreationReason="RQST" InfoTypeCode="FIRR" BusinessDay="{day}">'
        f'<BICDirectoryEntry BIC="{bic}"><ParticipantInfo NameP="{name}" DateIn="2020-01-01" PtType="20"/>'
        f'<Accounts Account="{CORR}" RegulationAccountType="CRSA" DateIn="2020-01-01"/>'
        "</BICDirectoryEntry></ED807>"
    )
    return gzip.compress(xml.encode())


def test_a_newer_edition_is_kept_and_an_older_refused(desk):
    own = Bank(
        "044525999",
        "Демо-банк",
        "г Москва",
        "30101810400000000999",
        (BankAccount("30101810400000000999", "CRSA"),),
    )
    directories = Directories(desk.store, own)
    builtin = ed807.builtin_banks()
    assert directories.business_day == builtin.business_day
    assert directories.bank(BIC).bic == BIC
    assert directories.bank("044525999") is own
    assert directories.bank("000000000") is None
    assert directories.banks("демо", 5)[0] is own
    assert directories.banks(BIC, 5)[0].bic == BIC
    assert len(directories.banks("москва", 7)) == 7
    seen = []
    desk.place.changes.subscribe(seen.append)
    later = builtin.business_day + dt.timedelta(days=30)
    directories.load_ed807(ed807_bytes(later, "044525111", "НОВЫЙ БАНК"))
    assert [changed.directories for changed in seen] == [True]
    assert directories.bank("044525111").name == "НОВЫЙ БАНК"
    assert directories.bank(BIC) is None
    again = Directories(desk.store, own)
    assert (again.business_day, again.bank("044525111").name) == (later, "НОВЫЙ БАНК")
    with pytest.raises(BadInput) as caught:
        again.load_ed807(ed807_bytes(dt.date(2020, 1, 1), "044525111", "СТАРЫЙ"))
    assert caught.value.code == "directory_older"
    with pytest.raises(BadInput):
        again.load_ed807(b"<xml/>")
    assert again.bank("044525111").name == "НОВЫЙ БАНК"


def test_subscribers_are_told_in_order_until_they_leave():
    changes, seen = Changes(), []
    leave = changes.subscribe(lambda changed: seen.append(("a", changed)))
    changes.subscribe(lambda changed: seen.append(("b", changed)))
    told = Changed(payees=True)
    changes.publish(told)
    leave()
    leave()
    changes.publish(told)
    assert [name for name, _ in seen] == ["a", "b", "b"]
    assert bool(told)
    assert not Changed()


def test_subscribers_are_called_in_the_writing_thread(desk):
    threads = []
    desk.place.changes.subscribe(lambda _: threads.append(threading.get_ident()))
    thread = threading.Thread(target=save, args=(desk,))
    thread.start()
    thread.join()
    assert threads == [thread.ident]


def test_a_subscriber_may_read_and_unsubscribe_while_told(desk):
    seen = []

    def told(changed):
        with desk.store.read() as reader:
            seen.append([documents.get(reader, one).state for one in changed.documents])
        leave()

    leave = desk.place.changes.subscribe(told)
    save(desk)
    save(desk, amount="7.00")
    assert seen == [[State.NEW]]
