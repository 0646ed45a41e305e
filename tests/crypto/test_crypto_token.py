"""Keys on a PKCS#11 token: a real module, real tokens in software, and the signature that any other key makes."""

import shutil
import subprocess
import sys

import crypto_kit as kit
import pytest
import soft_token
from crypto_kit import AT, DOCUMENT, attime
from soft_token import PIN

from bsclient.crypto import keyring, providers, token, token_devices, token_errors
from bsclient.crypto.certificates import make_request
from bsclient.crypto.keyring import Holder
from bsclient.crypto.providers import Place
from bsclient.crypto.remote import BatchSigner, LoginKey, Sealed
from bsclient.crypto.requests import check_request
from bsclient.crypto.secret import Secret
from bsclient.crypto.signer import SoftwareSigner
from bsclient.crypto.token_devices import PinState, Where
from bsclient.crypto.verify import Verifier
from bsclient.errors import BadInput, BsError, NotAllowed, StorageFailed, WrongPassphrase
from bsclient.paths import RESOURCES


@pytest.fixture(scope="module")
def soft(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        yield soft_token.start(tmp_path_factory.mktemp("softhsm"), patch)


@pytest.fixture(scope="module")
def first(soft):
    return next(place(soft, info) for info in token_devices.tokens(soft.module) if info.label != "second")


@pytest.fixture(scope="module")
def made(soft, first, bank):
    """A key on the token with a certificate of the bank."""
    where, key = token.generate(first, Secret.of(PIN), "Подпись")
    request = make_request(key, "Иванов Иван", "ООО «Ромашка»")
    key.close()
    return where, bank.authority.issue(request, at=AT, days=365)


def place(soft, info):
    return Where(soft.module, info.serial, info.label)


def test_tokens_are_listed_without_a_pin(soft):
    found = {info.label: info for info in token_devices.tokens(soft.module)}
    assert set(found) == {"Токен Иванова", "second"}
    info = found["second"]
    assert (info.model, info.pin, info.own_keypad) == ("SoftHSM v2", PinState.GOOD, False)
    assert len(info.serial) == 16
    assert info.serial != found["Токен Иванова"].serial


def test_a_key_made_on_a_token_signs_like_any_other(made, trust):
    where, holder = made
    key = providers.open_key(Place("token", where.text()), Secret.of(PIN))
    signer = SoftwareSigner(key, holder)
    lower = 0
    for number in range(30):
        content = DOCUMENT + bytes((number,))
        signature = signer.sign(content, AT)
        assert Verifier(trust).verify(content, signature, AT).certificate == holder
        lower += kit.code_of(Verifier(trust), DOCUMENT, signature) == "signature_digest"
    assert lower == 30
    key.close()


def test_openssl_accepts_what_a_token_signs(made, bank, openssl, tmp_path):
    where, holder = made
    key = token.open_key(where, Secret.of(PIN))
    names = {name: tmp_path / name for name in ("root", "content", "signature")}
    names["root"].write_bytes(bank.authority.certificate.pem)
    names["content"].write_bytes(DOCUMENT)
    names["signature"].write_bytes(SoftwareSigner(key, holder).sign(DOCUMENT, AT))
    key.close()
    command = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", names["signature"]]
    command += ["-content", names["content"], "-CAfile", names["root"], "-attime", attime()]
    result = openssl(*command, "-out", tmp_path / "out")
    assert result.returncode == 0, result.stderr


def test_the_private_key_cannot_be_read_out(made):
    from pkcs11 import Attribute
    from pkcs11.exceptions import AttributeSensitive

    key = token.open_key(made[0], Secret.of(PIN))
    assert key._private[Attribute.EXTRACTABLE] is False
    with pytest.raises(AttributeSensitive):
        key._private[Attribute.VALUE]
    key.close()


def test_a_key_that_is_there_is_listed_and_taken_up(made, first, bank, tmp_path, soft):
    path = tmp_path / "key"
    path.write_bytes(bank.key.to_pem())
    soft.run("--import", path, "--token", first.label, "--label", "старый", "--id", "beef", "--pin", PIN)
    found = {info.key_id: info for info in keyring.token_keys(first, PIN)}
    assert found["beef"].spki_der == bank.key.spki_der
    assert found[made[0].key_id].label == "Подпись"
    asked = keyring.request_from_token(
        Where(soft.module, first.serial, first.label, "beef"), PIN, Holder("Имя")
    )
    assert check_request(asked.request).spki_sha256 == bank.key.spki_sha256 == asked.spki_sha256


def test_the_signer_process_signs_with_a_token(made, trust):
    """Log-in and a batch: the module is loaded in the signer process, the PIN goes there through a pipe."""
    where, holder = made
    sealed = Sealed(holder, "token", where.text())
    content = b'{"purpose":"bsclient.document/1"}'
    with BatchSigner(sealed, Secret.of(PIN)) as signer:
        for signature in signer.sign_many([content] * 3, AT):
            assert Verifier(trust).verify(content, signature, AT).certificate == holder
    with pytest.raises(WrongPassphrase, match="token_pin_"):
        BatchSigner(sealed, Secret.of("00000000"))
    key = LoginKey(sealed, Secret.of(PIN))
    assert not key.data_key()
    key.close()


def test_keys_are_made_and_tokens_listed_through_the_signer_process(soft, first):
    assert {info.label for info in keyring.tokens(soft.module)} == {"Токен Иванова", "second"}
    asked = keyring.generate_on_token(first, PIN, "новый", Holder("Петров", "ООО"))
    request = check_request(asked.request)
    assert (request.common_name, request.organisation) == ("Петров", "ООО")
    assert request.spki_sha256 == asked.spki_sha256
    assert asked.where.key_id in {info.key_id for info in keyring.token_keys(first, PIN)}


def code_of(call, *arguments):
    with pytest.raises(BsError) as caught:
        call(*arguments)
    return type(caught.value), caught.value.code


def test_a_wrong_pin_is_told_and_counted(made, soft):
    where = made[0]
    assert code_of(token.open_key, where, Secret.of("00000000")) == (WrongPassphrase, "token_pin_low")
    states = {info.serial: info.pin for info in token_devices.tokens(soft.module)}
    assert states[where.serial] is PinState.LOW
    assert code_of(token.open_key, where, Secret.empty()) == (BadInput, "token_pin_empty")
    token.open_key(where, Secret.of(PIN)).close()
    states = {info.serial: info.pin for info in token_devices.tokens(soft.module)}
    assert states[where.serial] is PinState.GOOD


def test_what_is_not_there_is_named(made, soft, tmp_path):
    where, pin = made[0], Secret.of(PIN)
    other_key = Where(where.module, where.serial, where.label, "0123")
    other_token = Where(where.module, "f" * 16, "", where.key_id)
    other_label = Where(where.module, where.serial, "other", where.key_id)
    library = tmp_path / "library.so"
    library.write_bytes(b"\x7fELF no module")
    assert code_of(token.open_key, other_key, pin) == (NotAllowed, "token_no_key")
    assert code_of(token.open_key, other_token, pin) == (NotAllowed, "token_removed")
    assert code_of(token.open_key, other_label, pin) == (NotAllowed, "token_removed")
    assert code_of(token_devices.tokens, str(library)) == (BadInput, "token_module_form")
    assert code_of(token_devices.tokens, str(tmp_path / "absent.so")) == (BadInput, "token_module_missing")
    assert code_of(token_devices.tokens, "libsofthsm2.so") == (BadInput, "token_module_missing")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"module": 1, "serial": "", "key_id": ""}',
        '{"module": "", "serial": "", "key_id": "x"}',
    ],
)
def test_a_place_that_cannot_be_read(text):
    with pytest.raises(BadInput, match="token_place"):
        Where.read(text)


def test_a_place_is_written_and_read():
    where = Where("/usr/lib/модуль.so", "00ff", "Токен «А»", "beef")
    assert Where.read(where.text()) == where


def test_a_token_taken_out_during_the_work(made, soft, tmp_path):
    """SoftHSM's token is a folder: it goes, and what was open says so; it comes back, and all is as before."""
    where, pin = made[0], Secret.of(PIN)
    key = token.open_key(where, pin)
    away = tmp_path / "away"
    shutil.move(soft.folder, away)
    try:
        assert code_of(key.sign, DOCUMENT) == (NotAllowed, "token_removed")
        gone = code_of(keyring.token_keys, where, PIN)
        assert gone[1] in {
            "token_removed",
            "token_module_form",
        }  # without its folder SoftHSM may not start at all
    finally:
        shutil.move(away, soft.folder)
    key.close()
    assert keyring.token_keys(where, PIN)


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("PinLocked", NotAllowed, "token_pin_locked"),
        ("PinExpired", NotAllowed, "token_pin_expired"),
        ("UserPinNotInitialized", NotAllowed, "token_pin_unset"),
        ("DeviceRemoved", NotAllowed, "token_removed"),
        ("TokenNotPresent", NotAllowed, "token_removed"),
        ("SessionHandleInvalid", NotAllowed, "token_removed"),
        ("DeviceMemory", StorageFailed, "token_full"),
        ("TokenWriteProtected", NotAllowed, "token_write_protected"),
        ("MechanismInvalid", BadInput, "token_no_p256"),
        ("FunctionRejected", NotAllowed, "token_declined"),
        ("UserAlreadyLoggedIn", NotAllowed, "token_busy"),
        ("GeneralError", NotAllowed, "token_failed"),
    ],
)
def test_each_refusal_of_a_token_has_a_name(name, kind, code):
    exceptions = pytest.importorskip("pkcs11").exceptions
    with pytest.raises(kind, match=code), token_errors.told():
        raise getattr(exceptions, name)


@pytest.mark.parametrize(
    ("state", "kind", "code"),
    [
        ("good", WrongPassphrase, "token_pin_wrong"),
        ("low", WrongPassphrase, "token_pin_low"),
        ("last", WrongPassphrase, "token_pin_last"),
        ("locked", NotAllowed, "token_pin_locked"),
    ],
)
def test_a_wrong_pin_says_how_many_tries_are_left(state, kind, code):
    exceptions = pytest.importorskip("pkcs11").exceptions
    with pytest.raises(kind, match=code), token_errors.told(lambda: state):
        raise exceptions.PinIncorrect


def test_every_name_of_the_table_is_one_of_the_library():
    exceptions = pytest.importorskip("pkcs11").exceptions
    names = set(token_errors._CODES) | token_errors._WRONG_PIN
    assert [name for name in names if not hasattr(exceptions, name)] == []


def test_without_the_package_the_reason_is_told(soft, tmp_path):
    """An interpreter that does not have `pkcs11`: an empty folder of that name stands before it."""
    (tmp_path / "pkcs11.py").write_text("raise ImportError\n")
    look = f"from bsclient.crypto import token_devices as t\nt.tokens({soft.module!r})"
    done = subprocess.run(
        [sys.executable, "-c", look],
        env={"PYTHONPATH": f"{tmp_path}:{RESOURCES.parent}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "token_support_missing" in done.stderr


def test_modules_of_makers_are_looked_for_on_this_computer(monkeypatch, tmp_path):
    module = tmp_path / "module.so"
    module.write_bytes(b"")
    monkeypatch.setitem(token_devices.MODULES, token_devices.sys.platform, ("/nowhere/x.so", str(module)))
    assert token_devices.known_modules() == [str(module)]
