"""Letters over the real wire with operators at the command line: limits, acknowledgement, answer with a file, read, marked."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from bank_client import code_in, receipt_in
from bank_server import ROOT

from bsclient.bank.__main__ import main
from bsclient.bank.letters import printing
from bsclient.bank.letters.statistics import AUTOMATIC
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain import canonical
from bsclient.domain.identity import new_id
from bsclient.protocol.letters import LetterData, LetterMarkKept


@pytest.fixture
def run(bank, capsys):
    """Run a command of the letter desk on the server's base; returns (exit code, standard output, standard error)."""

    def command(*arguments):
        code = main(["--data", str(bank.folder), "letters", *arguments])
        return code, *capsys.readouterr()

    return command


def alone(folder, *arguments):
    """The same as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bsclient.bank", "--data", str(folder), "letters", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    return done.returncode, done.stdout, done.stderr


def told(client):
    """The bank's letters and what the desk did, as the feed tells them."""
    events = client.all_events()
    documents = [item.data["body"] for item in events if item.kind == "document"]
    read = [canonical.decode_signed(msgspec.convert(body, bytes)) for body in documents]
    desk = [msgspec.convert(item.data, LetterData) for item in events if item.kind == "letter"]
    return [one for one in read if one.type == "bank_letter"], desk


def test_a_client_is_told_the_limits_and_the_kinds_of_letters(user):
    ann = user()
    limits = ann.call("GET", "/v1/hello").json()["limits"]
    assert (limits["attachments"], limits["attachments_total"]) == (10, 25 * 1024 * 1024)
    for name in ("letter_kinds", "letter_questions"):
        rows = ann.call("GET", f"/v1/directories/{name}").json()["rows"]
        assert {"code", "title", "title_en"} <= set(rows[0])


def test_a_letter_from_the_wire_to_the_desk_and_back(bank, user, run, tmp_path):
    ann, bob = user(), user()
    letter = ann.letter("О комиссии")
    receipt_in(ann.put(letter))
    (acknowledged,), (received,) = told(ann)
    assert (acknowledged.fields["automatic"], acknowledged.fields["in_reply_to"]) == ("1", letter.id)
    assert (received.event, received.id, received.due) == ("received", letter.id, acknowledged.fields["due"])

    mark = f"/v1/letters/threads/{letter.id}/mark"
    refused = ann.call("PUT", mark, {"mark": 5})
    assert (refused.status_code, refused.json()["facts"]["reason"]) == (409, "letter_not_answered")
    code, out, _ = run("queue")
    assert code == 0
    assert letter.id in {one["thread"] for one in json.loads(out)}
    code, out, _ = alone(bank.folder, "take", letter.id, "Ольга", "--text")
    assert code == 0
    assert "О комиссии" in out
    code, _, err = run("take", letter.id, "Павел")
    said = json.loads(err)
    assert (code, said["code"], said["facts"]) == (1, "letter_taken", {"operator": "Ольга"})
    assert "Ольга" in said["message"]
    code, _, err = run("answer", letter.id, "Павел", "--say", "x", "--text", "--language", "en")
    assert (code, err.startswith("This conversation has been taken by Ольга.")) == (1, True)
    paper = tmp_path / "тарифы.txt"
    paper.write_bytes(b"fees")
    arguments = ("--say", "Комиссия 25 руб.", "--attach", str(paper), "--close")
    code, out, err = run("answer", letter.id, "Ольга", *arguments)
    assert code == 0, err
    own = json.loads(out)["letter"]

    letters, desk = told(ann)
    assert (letters[-1].id, letters[-1].fields["body"]) == (own, "Комиссия 25 руб.")
    (row,) = letters[-1].fields["attachments"]
    assert row == {"name": "тарифы.txt", "sha256": sha256_hex(b"fees"), "size": "4"}
    assert ann.call("GET", f"/v1/blobs/{row['sha256']}").content == b"fees"
    assert bob.call("GET", f"/v1/blobs/{row['sha256']}").status_code == 404
    assert [one.event for one in desk] == ["received", "assigned", "opened", "answered", "closed"]
    assert {one.by for one in desk[1:]} == {"Ольга"}
    states = [item.data["state"] for item in ann.all_events() if item.kind == "status"]
    assert states == ["accepted", "executed"]
    assert told(bob) == ([], [])

    for _ in range(2):
        assert ann.call("PUT", f"/v1/letters/{own}/read", {}).status_code == 204
        kept = ann.call("PUT", mark, {"mark": 4, "note": "Быстро"})
        assert (kept.status_code, msgspec.json.decode(kept.content, type=LetterMarkKept).mark) == (200, 4)
    assert code_in(bob.call("PUT", f"/v1/letters/{own}/read", {})) == "not_found"
    assert code_in(bob.call("PUT", mark, {"mark": 1})) == "not_found"
    code, out, _ = run("dossier", letter.id)
    found = json.loads(out)
    assert (found["state"], found["mark"]["mark"], len(found["read"])) == ("closed", 4, 1)
    actions = [step["action"] for step in found["steps"]]
    assert (actions.count("read"), actions.count("marked")) == (1, 1)
    code, out, _ = run("statistics", "--text", "--language", "en")
    assert code == 0
    assert "Ольга" in out


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("no-id/read", {}, "bad_request"),
        ("{id}/read", {"at": "now"}, "bad_request"),
        ("{id}/read", {}, "not_found"),
        ("threads/{id}/mark", {"mark": 3}, "not_found"),
        ("threads/{id}/mark", {"mark": 6}, "bad_request"),
        ("threads/{id}/mark", {"mark": "5"}, "bad_request"),
        ("threads/{id}/mark", {"mark": 5, "note": "а" * 501}, "bad_request"),
        ("threads/{id}/mark", {"mark": 5, "note": "\u0000"}, "bad_request"),
    ],
)
def test_bad_calls_about_letters(user, core, path, body, code):
    ann = user()
    answer = ann.call("PUT", "/v1/letters/" + path.format(id=new_id(core.clock())), body)
    assert code_in(answer) == code
    token, ann.token = ann.token, ""
    assert (
        code_in(ann.call("PUT", "/v1/letters/" + path.format(id=new_id(core.clock())), body))
        == "unauthenticated"
    )
    ann.token = token


def test_of_two_operators_at_two_programs_one_has_the_letter(bank, user):
    ann = user()
    letter = ann.letter("Кому?")
    receipt_in(ann.put(letter))
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda name: alone(bank.folder, "take", letter.id, name), ("Ольга", "Павел")))
    assert sorted(code for code, _, _ in done) == [0, 1]
    (winner,) = [name for name, (code, _, _) in zip(("Ольга", "Павел"), done, strict=True) if code == 0]
    (refusal,) = [json.loads(err) for code, _, err in done if code]
    assert (refusal["code"], refusal["facts"]) == ("letter_taken", {"operator": winner})
    assert [one.by for one in told(ann)[1] if one.event == "assigned"] == [winner]


def test_for_people_every_act_says_what_was_done_and_what_can_be_done_next(bank, user, run, tmp_path):
    ann = user()
    data = b"%PDF-1.7 scan"
    assert ann.call("PUT", f"/v1/blobs/{sha256_hex(data)}", data).status_code == 201
    row = {"name": "скан.pdf", "sha256": sha256_hex(data), "size": str(len(data))}
    letter = ann.letter("Где платёж?", attachments=[row])
    receipt_in(ann.put(letter))

    def said(*words, code=0):
        found, out, err = run(*words, "--text")
        assert found == code, err
        return (out or err).strip()

    (line,) = [each for each in said("queue").splitlines() if letter.id in each]
    assert "3 Другой вопрос " in line
    shown = said("show", letter.id)
    assert "Тип: Другой вопрос" in shown
    assert f"КЛИЕНТ, User {int(ann.user_id[1:6])} ({ann.user_id})" in shown
    assert "скан.pdf (13 Б)" in shown
    assert shown.endswith(f"letters dossier {letter.id} --save ПАПКА\n  letters take {letter.id} ИМЯ")
    assert said("answer", letter.id, "Ольга", "--say", "x", code=1).startswith(
        "Эту переписку ещё никто не взял"
    )
    assert said("assign", letter.id, "Павел", "--by", "Ольга") == "Переписка поручена: Павел"
    assert said("release", letter.id, "Павел") == "Переписка возвращена в очередь"
    assert f'letters answer {letter.id} "Ольга" --say ТЕКСТ' in said("take", letter.id, "Ольга")
    said("template", "add", "state", "Ольга", "--of", "en", "--say", "{document}: {state}, {bank}")
    refused = said("answer", letter.id, "Ольга", "--template", "state", code=1)
    assert refused.startswith("В шаблоне нечем заполнить места: document, state.")
    assert said("answer", letter.id, "Ольга", "--say", "Исполнен").startswith("Ответ отправлен клиенту: ")
    for again in (("answer", letter.id, "Ольга", "--say", "x"), ("take", letter.id, "Ольга")):
        assert said(*again, code=1).startswith("В этой переписке нет писем, которые ждут ответа.")
    assert said("close", letter.id, "Ольга") == "Переписка закрыта"
    assert "Другой вопрос " in said("statistics")
    assert said("template", "add", "hi", "Ольга", "--say", "Здравствуйте!") == "Шаблон hi (ru) сохранён"
    assert said("template", "remove", "hi", "Ольга", "--language", "en") == "Templates removed: 1"
    assert said("settings").splitlines() == [
        "Часы работы (мск): 09:00–18:00", "Ответ без сотрудника: выключен",
    ]  # fmt: skip
    assert "--operator" in said("settings", "--answer-after", "3", code=1)
    assert said("dossier", letter.id, "--save", str(tmp_path / "out")).startswith("Сохранено файлов: ")
    code, out, _ = run("show", letter.id)
    assert (code, json.loads(out)["state"]) == (0, "closed")


def test_who_reads_only_the_first_lines_of_an_answer_sees_no_trace(bank):
    """As with `letters template show --text | head -1`."""
    command = [
        sys.executable,
        "-m",
        "bsclient.bank",
        "--data",
        str(bank.folder),
        "letters",
        "template",
        "show",
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        program.stdout.close()
        assert program.stderr.read() == ""
    assert program.returncode == 0


def test_answers_without_an_operator_are_named_in_the_language_of_the_figures():
    counts = dict.fromkeys(
        ("received", "answered", "closed_unanswered", "late", "median_minutes", "p90_minutes", "within_hour_percent"), 1
    )  # fmt: skip
    marks = {"count": 0, "mean": None, "each": {}}
    found = {
        "from": "2026-11-01", "to": "2026-11-22", **counts, "queue": 0, "overdue_now": 0, "marks": marks,
        "by_kind": {}, "by_operator": {AUTOMATIC: counts, "Орлова": counts},
    }  # fmt: skip
    told = printing.statistics(found, "ru", {})
    assert "\nавтоматически" in told
    assert "\nОрлова" in told


def test_operators_of_a_folder_without_a_bank_are_told_so_and_none_is_made(tmp_path):
    missing = tmp_path / "bnak"
    code, _, err = alone(missing, "queue")
    assert (code, json.loads(err)["code"], missing.exists()) == (1, "bank_not_there", False)


def test_a_dossier_as_files(bank, user, run, tmp_path):
    ann = user()
    data = b"%PDF-1.7 contract"
    assert ann.call("PUT", f"/v1/blobs/{sha256_hex(data)}", data).status_code == 201
    row = {"name": "../../договор.pdf", "sha256": sha256_hex(data), "size": str(len(data))}
    letter = ann.letter("С договором", attachments=[row])
    receipt_in(ann.put(letter))
    code, out, err = run("dossier", letter.id, "--save", str(tmp_path / "out"))
    assert code == 0, err
    names = json.loads(out)["files"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)
    assert (tmp_path / "out" / "01-client.json").read_bytes() == letter.body
    assert (tmp_path / "out" / "01-client-1.p7s").read_bytes() == letter.signatures[0]
    (kept,) = [name for name in names if "-file1-" in name]
    assert kept == "01-client-file1-_.._договор.pdf"
    assert (tmp_path / "out" / kept).read_bytes() == data
    code, _, err = run("dossier", letter.id, "--save", str(tmp_path / "out"))
    assert (code, json.loads(err)["code"]) == (1, "letter_dossier_not_written")


def test_templates_and_settings_at_the_command_line(run, tmp_path):
    text = tmp_path / "t.txt"
    text.write_text("Здравствуйте, {client}!", "utf-8")
    assert run("template", "add", "hello", "Ольга", "--file", str(text), "--title", "Приветствие")[0] == 0
    code, out, _ = run("template", "show", "hello")
    assert [(one["language"], one["title"], one["author"]) for one in json.loads(out)] == [
        ("ru", "Приветствие", "Ольга")
    ]
    assert json.loads(run("template", "remove", "hello", "Ольга")[1]) == {"removed": 1}
    code, _, err = run("template", "show", "hello", "--language", "en")
    assert (code, json.loads(err)["message"]) == (1, "There is no template hello in ru/en.")
    assert json.loads(run("settings")[1]) == {"hours": ["09:00", "18:00"], "answer_after": 0}
    code, _, err = run("settings", "--operator", "Ольга", "--hours", "18:00", "09:00")
    assert (code, json.loads(err)["code"]) == (1, "letter_hours")
