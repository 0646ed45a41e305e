"""The connection file and the QR of a bank: what is written is read, everything else is refused with its own reason."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.crypto.certificates import CertificateAuthority
from bsclient.errors import BadInput
from bsclient.protocol import connection as wire

AUTHORITY = CertificateAuthority.create("УЦ", datetime(2026, 1, 1, tzinfo=UTC), 3650).certificate
PEM = AUTHORITY.pem.decode()
GOOD = wire.make(
    "АО «Демо-банк»",
    "044525225",
    "https://bank.example:8443",
    PEM,
    place=("30101810400000000225", "г Москва"),
)


def refusal(work):
    with pytest.raises(BadInput) as caught:
        work()
    return caught.value.code


def changed(**fields):
    return msgspec.json.encode(msgspec.structs.replace(GOOD, **fields))


def test_file_is_read_back_and_its_fingerprint_is_that_of_the_certificate():
    data = wire.encode(GOOD)
    assert wire.decode(data) == GOOD
    assert wire.decode(b"\xef\xbb\xbf" + data) == GOOD
    assert bytes.fromhex(GOOD.ca_fingerprint) == AUTHORITY.fingerprint_sha256
    assert len(wire.groups(GOOD.ca_fingerprint)) == 16


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"format": "bsbank/2"}, "connection_version"),
        ({"bank": " "}, "connection_field"),
        ({"bank": "Банк\u202e"}, "connection_field"),
        ({"bank": "Б" * 161}, "connection_field"),
        ({"town": "г\nМосква"}, "connection_field"),
        ({"bic": "04452522"}, "connection_bic"),
        ({"bic": "04452522٣"}, "connection_bic"),
        ({"correspondent_account": "301"}, "connection_field"),
        ({"ca_pem": PEM + PEM}, "connection_certificate"),
        ({"ca_pem": ""}, "connection_certificate"),
        ({"ca_fingerprint": "0" * 64}, "connection_fingerprint"),
        ({"ca_fingerprint": GOOD.ca_fingerprint.upper()}, "connection_fingerprint"),
    ],
)
def test_a_wrong_part_of_the_file_is_named(fields, code):
    assert refusal(lambda: wire.decode(changed(**fields))) == code


@pytest.mark.parametrize(
    "url",
    [
        "http://bank.example",
        "https://",
        "https://user@bank.example",
        "https://bank.example/path",
        "https://bank.example?x=1",
        "https://bank.example#x",
        "https://bank.example:0",
        "https://bank.example:99999",
        "https://bank.example:x",
        "https://bank example",
        "https://банк.рф",
        "https://" + "b" * 250,
        "file:///etc/passwd",
        "//bank.example",
    ],
)
def test_only_plain_https_addresses_are_taken(url):
    assert refusal(lambda: wire.demand_url(url)) == "connection_url"


def test_good_addresses():
    for url in ("https://bank.example", "https://127.0.0.1:8443", "https://[::1]:8443", "https://a.b:1/"):
        assert wire.demand_url(url) == url.rstrip("/")


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b"[" * 2000, b'{"bank": 1}', b"null"])
def test_no_file_of_a_bank(data):
    assert refusal(lambda: wire.decode(data)) == "connection_form"


def test_an_unknown_field_and_a_huge_file_are_refused():
    tree = msgspec.json.decode(msgspec.json.encode(GOOD)) | {"run": "x"}
    assert refusal(lambda: wire.decode(msgspec.json.encode(tree))) == "connection_form"
    assert refusal(lambda: wire.decode(b" " * (wire.LARGEST + 1))) == "connection_too_large"


def test_code_is_short_and_read_back():
    text = wire.encode_code(GOOD.pointer)
    assert len(text) < 140
    assert wire.decode_code(text) == GOOD.pointer


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text + "&f=" + "0" * 64,
        lambda text: text + "&x=1",
        lambda text: text.replace("bsbank1:", "bsbank2:"),
        lambda text: text.replace("b=044525225", "b="),
        lambda text: text.replace("https", "http"),
        lambda text: "ST00012|Name=x",
        lambda text: text + " " * 400,
    ],
)
def test_other_codes_are_refused(change):
    assert refusal(lambda: wire.decode_code(change(wire.encode_code(GOOD.pointer)))).startswith("connection_")


def test_fingerprint_is_read_as_people_type_it():
    groups = wire.groups(GOOD.ca_fingerprint)
    for typed in (" ".join(groups), "-".join(groups).upper(), ":".join(groups), GOOD.ca_fingerprint):
        assert wire.read_fingerprint(typed) == GOOD.ca_fingerprint
    for typed in ("", " ".join(groups[:-1]), "х" * 64, "0" * 65):
        assert refusal(lambda typed=typed: wire.read_fingerprint(typed)) == "connection_fingerprint_form"


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    for read in (wire.decode, lambda data: wire.decode_code(data.decode("latin-1"))):
        with pytest.raises(BadInput):
            read(data)
