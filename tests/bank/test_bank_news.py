"""News go to those they are for, are taken back, and offers stand in the acknowledgement of a letter; rates of a file."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from bank_core_kit import TODAY, Company

from bsclient.bank.__main__ import main
from bsclient.bank.books import fx
from bsclient.bank.information.news import News
from bsclient.bank.letters import offers as letter_offers
from bsclient.errors import BadInput, NotAllowed
from bsclient.formats import cbr_rates

OFFER = News(kind="offer", title="Депозит «Овернайт»", text="15 %", title_en="Overnight deposit")
FILE = (
    '<?xml version="1.0" encoding="windows-1251"?><ValCurs Date="{day}" name="x">'
    "<Valute><NumCode>840</NumCode><CharCode>USD</CharCode><Nominal>10</Nominal><Name>Доллар США</Name>"
    "<Value>900,5000</Value></Valute>"
    "<Valute><NumCode>960</NumCode><CharCode>XDR</CharCode><Nominal>1</Nominal><Name>СДР</Name>"
    "<Value>110,1</Value></Valute></ValCurs>"
)


def told(town, client):
    return [event.data for event in town.events(client) if event.kind == "news"]


def test_news_go_to_all_or_to_one_and_are_withdrawn_once(town):
    everyone = town.bank.publish(OFFER)
    town.time.forward(seconds=1)  # within one instant the order of ids is chance
    own = town.bank.publish(News(kind="notice", title="Только Анне", text="", client="ann"))
    assert [data["id"] for data in told(town, "ann")] == [everyone, own]
    assert [data["id"] for data in told(town, "bob")] == [everyone]
    town.bank.withdraw_news(everyone)
    town.bank.withdraw_news(everyone)
    assert [(data["id"], data["withdrawn"]) for data in told(town, "bob")] == [
        (everyone, False),
        (everyone, True),
    ]
    assert [(row["id"], bool(row["withdrawn"])) for row in town.bank.news()] == [
        (own, False),
        (everyone, True),
    ]
    with pytest.raises(NotAllowed, match="news_unknown"):
        town.bank.withdraw_news("none")


def test_a_client_added_later_is_told_what_stands_for_all(town):
    yesterday, tomorrow = ((TODAY + timedelta(days=by)).isoformat() for by in (-1, 1))
    first = town.bank.publish(OFFER)
    over = town.bank.publish(News(kind="news", title="Прошло", text="", valid_to=yesterday))
    gone = town.bank.publish(News(kind="news", title="Отозвано", text=""))
    town.bank.withdraw_news(gone)
    town.bank.publish(News(kind="notice", title="Только Анне", text="", client="ann"))
    town.time.forward(seconds=1)
    ahead = town.bank.publish(News(kind="notice", title="С завтрашнего дня", text="", valid_from=tomorrow))
    Company(town, "late", "770600006", "(1)", [1])
    ours = told(town, "late")
    assert [data["id"] for data in ours] == [first, ahead]
    assert ours == [data for data in told(town, "bob") if data["id"] in {first, ahead}]
    assert over in {data["id"] for data in told(town, "bob")}
    town.bank.withdraw_news(first)
    assert (told(town, "late")[-1]["id"], told(town, "late")[-1]["withdrawn"]) == (first, True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "gossip"}, "news_kind"),
        ({"title": " "}, "news_title_missing"),
        ({"text": "x" * 20_001}, "news_too_long"),
        ({"valid_to": "soon"}, "news_days"),
        ({"valid_to": "20261122"}, "news_days"),
        ({"valid_from": "2026-W47-7"}, "news_days"),
        ({"valid_from": "2026-11-22", "valid_to": "2026-11-21"}, "news_days"),
    ],
)
def test_news_of_a_bad_form_are_refused(small_town, changes, code):
    given = {"kind": "news", "title": "T", "text": ""} | changes
    with pytest.raises(BadInput, match=code):
        small_town.bank.publish(News(**given))
    with pytest.raises(NotAllowed, match="client_unknown"):
        small_town.bank.publish(News(kind="news", title="T", text="", client="nobody"))
    assert small_town.bank.news() == []


def test_offers_in_force_are_told_with_a_letter(small_town):
    town = small_town
    over = (TODAY - timedelta(days=1)).isoformat()
    town.bank.publish(OFFER)
    town.bank.publish(News(kind="offer", title="Прошло", text="", valid_to=over))
    town.bank.publish(News(kind="offer", title="Не вам", text="", client="bob"))
    town.bank.publish(News(kind="news", title="Не предложение", text=""))
    found = []
    town.bank._work(
        lambda work: found.extend(letter_offers.offers(work, "ann", lang) for lang in ("ru", "en"))
    )
    assert found == [["Депозит «Овернайт»"], ["Overnight deposit"]]
    town.ann.send(town.ann.incoming(town.ann.letter()))
    body = next(s.fields["body"] for s in town.made("ann", "bank_letter") if s.fields["automatic"] == "1")
    assert "– Депозит «Овернайт»" in body
    assert "Прошло" not in body


def test_official_rates_of_a_file_keep_the_banks_distance(small_town):
    town = small_town
    town.bank.load_directories()
    day = TODAY + timedelta(days=1)
    with town.bank.store.read() as connection:
        before = fx.find(connection, "USD", TODAY)
    found = town.bank.load_rates(cbr_rates.read(FILE.format(day=f"{day:%d.%m.%Y}").encode("windows-1251")))
    assert found == {"day": day.isoformat(), "loaded": ["USD"], "skipped": ["XDR"]}
    with town.bank.store.read() as connection:
        assert fx.find(connection, "USD", TODAY) == before
        after = fx.find(connection, "USD", day)
    assert (after.nominal, after.official) == (10, Decimal("900.5000"))
    assert after.buy == (Decimal("900.5") * before.buy / before.official).quantize(Decimal("0.0001"))
    assert after.buy < after.official < after.sell
    town.bank._work(lambda work: fx.drift(work, TODAY))
    with town.bank.store.read() as connection:
        assert fx.find(connection, "USD", day) == after, "a demo's drift leaves what was loaded"


def test_operators_tell_list_and_withdraw(tmp_path, capsys):
    def run(*words):
        code = main(["--data", str(tmp_path), *words])
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    code, made = run("news", "add", "offer", "Депозит", "15 %", "--title-en", "Deposit", "--to", "2026-12-31")
    assert code == 0
    [row] = run("news", "list")[1]
    assert (row["id"], row["title_en"], row["valid_to"], row["withdrawn"]) == (
        made["id"],
        "Deposit",
        "2026-12-31",
        "",
    )
    assert run("news", "withdraw", made["id"]) == (0, made)
    assert run("news", "list")[1][0]["withdrawn"] != ""
    code, refused = run("news", "add", "gossip", "T", "", "--language", "en")
    assert (code, refused["code"], refused["mend"]) == (1, "news_kind", "Give one of: news, notice, offer.")
    code, refused = run("rates-load", str(tmp_path / "none.xml"))
    assert (code, refused["code"]) == (1, "file_unreadable")
