"""Whose signature a document still lacks, by the client's scheme."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "gui"))

from real_desk import PASSPHRASE, Office

from bsclient.domain.rights import told
from bsclient.domain.schemes import lacking
from bsclient.services.keys import authority
from bsclient.services.signing import cosigners
from bsclient.services.signing.cosigners import Wanted


@pytest.fixture
def two_needed(tmp_path):
    office = Office(tmp_path, scheme="(11)")
    desk = office.desk()
    yield office, desk
    desk.close()


@pytest.mark.parametrize(
    ("alternative", "groups", "wanted"),
    [
        ((1, 1), [], (1, 2)),
        ((1, 1), [1], (2,)),
        ((1, 1), [2, 2], (1,)),
        ((0, 2), [2], (2,)),
        ((2, 0, 1), [3], (1, 1)),
        ((1,), [1], ()),
    ],
)
def test_missing_groups(alternative, groups, wanted):
    assert lacking(alternative, [frozenset((group,)) for group in groups]) == wanted


def test_the_nearest_way_is_named_with_the_users_who_can_go_it(two_needed):
    office, desk = two_needed
    [one] = office.payments(desk, 1)
    desk.signing.sign(desk.signing.prepare([one]), PASSPHRASE)
    assert cosigners.of(desk.place, one) == (Wanted(2, ("Смирнова Анна Петровна",)),)


def test_a_group_without_users_here_is_still_wanted(two_needed):
    office, desk = two_needed
    [one] = office.payments(desk, 1)
    desk.signing.sign(desk.signing.prepare([one]), PASSPHRASE)
    place = replace(desk.place, profile=replace(desk.profile, users=desk.profile.users[:1]))
    assert cosigners.of(place, one) == (Wanted(2, ()),)


def test_a_full_set_lacks_nothing(tmp_path):
    office = Office(tmp_path, scheme="(11)||(2)")
    desk = office.desk()
    [one] = office.payments(desk, 1)
    desk.signing.sign(desk.signing.prepare([one]), PASSPHRASE)
    assert [wanted.group for wanted in cosigners.of(desk.place, one)] in ([2], [1])
    desk.close()
    second = office.desk("acc")
    second.signing.sign(second.signing.prepare([one]), PASSPHRASE)
    assert cosigners.of(second.place, one) == ()
    second.close()


def test_any_other_document_needs_one_signature_of_anybody(two_needed):
    _office, desk = two_needed
    letter = desk.letters.compose("Вопрос", "Текст", [])
    [wanted] = cosigners.of(desk.place, letter.id)
    assert wanted.group == 0
    assert set(wanted.names) == {"Орлов Игорь Владимирович", "Смирнова Анна Петровна"}


def test_who_may_not_view_a_document_is_not_named_to_sign_it(two_needed):
    """His program does not show it to him, so he cannot sign what he was shown."""
    office, desk = two_needed
    [one] = office.payments(desk, 1)
    desk.signing.sign(desk.signing.prepare([one]), PASSPHRASE)
    people = [
        {"id": user.id, "name": user.name, "position": "", "group": user.group, "roles": "operator"}
        for user in desk.profile.users
    ]
    hidden = {"user": "acc", "action": "view", "allow": "", "scope": "payment_order", "account": ""}
    with desk.place.store.write() as work:
        lists = told.Told("(11)", people, grants=[hidden])
        authority.keep_rights(work, authority.Rights("(11)", {"dir": 1, "acc": 2}), lists)
        work.touch_everything()
    assert cosigners.of(desk.place, one) == (Wanted(2, ()),)
