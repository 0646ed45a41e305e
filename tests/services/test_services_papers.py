"""A paper is saved under the name that was asked for; what stands beside it and is not ours stays as it is."""

import pytest
from local_kit import BIC
from wire_kit import Wired

from bsclient.domain.canonical import Signed
from bsclient.domain.identity import new_id
from bsclient.errors import StorageFailed
from bsclient.protocol import acts
from bsclient.services.documents.incoming import Incoming
from bsclient.services.documents.listing import Listing
from bsclient.services.information.papers import Papers

SAYS = {
    "number": "7", "date": "2026-11-20", "kind": "balance", "account": "", "purpose": "В банк", "body": "Остаток 1.00",
    "related": "",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    wired = Wired(tmp_path)
    yield wired
    wired.close()


@pytest.fixture
def save(desk, qapp):
    """Save the one paper that the bank has sent."""
    own, teller = new_id(desk.clock()), desk.teller
    body = Signed(acts.BANK_DOCUMENT, "bank_paper", "1", own, BIC, "c1", desk.clock(), SAYS).encode()
    teller.say("document", {"body": body, "signature": teller.signer.sign(body, desk.clock())})
    assert desk.synchronise().ok
    papers = Papers(desk.place, Listing(desk.place), desk.signing, Incoming(desk.place, desk.drafts))
    return lambda path: papers.save(own, path)


@pytest.mark.parametrize(
    ("asked", "pdf"),
    [("Справка.PDF", "Справка.PDF"), ("Выписка 1.2", "Выписка 1.2.pdf"), ("Справка", "Справка.pdf")],
)
def test_the_proof_is_named_after_the_whole_name_of_the_pdf(save, tmp_path, asked, pdf):
    folder = tmp_path / "out"
    folder.mkdir()
    made = save(folder / asked)
    assert (made.pdf.name, made.signed.name) == (pdf, f"{pdf}.json")
    assert {file.name for file in folder.iterdir()} == {pdf, f"{pdf}.json", f"{pdf}.p7s", f"{pdf}.pem"}


def test_a_paper_is_saved_again_in_place_of_itself(save, tmp_path):
    made = save(tmp_path / "a.pdf")
    made.pdf.write_bytes(b"old")
    assert save(tmp_path / "a.pdf") == made
    assert made.pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("ending", [".json", ".p7s", ".pem"])
def test_no_file_of_another_is_replaced_unasked(save, tmp_path, ending):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "director.pem").write_bytes(b"key")
    foreign = folder / f"director.pdf{ending}"
    foreign.write_bytes(b"of another")
    with pytest.raises(StorageFailed, match="paper_name_taken") as refused:
        save(folder / "director.pdf")
    assert refused.value.facts == {"name": foreign.name}
    assert {file.name for file in folder.iterdir()} == {"director.pem", foreign.name}
    assert foreign.read_bytes() == b"of another"
    save(folder / "other.pdf")
    assert (folder / "director.pem").read_bytes() == b"key"


def test_a_name_that_was_completed_asks_nobody_and_replaces_nothing(save, tmp_path):
    (tmp_path / "Выписка 1.2.pdf").write_bytes(b"of another")
    with pytest.raises(StorageFailed, match="paper_name_taken"):
        save(tmp_path / "Выписка 1.2")
    assert (tmp_path / "Выписка 1.2.pdf").read_bytes() == b"of another"


def test_a_folder_of_that_name_is_in_the_way_too(save, tmp_path):
    (tmp_path / "a.pdf.pem").mkdir()
    with pytest.raises(StorageFailed, match="paper_name_taken"):
        save(tmp_path / "a.pdf")
