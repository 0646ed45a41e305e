"""Private keys between the program's containers and files of other programs: in clear in this process alone."""

from __future__ import annotations

from bsclient.crypto import certificate, container, keyexport, keyfiles, requests
from bsclient.crypto.child.answers import Answer, State, demand, text
from bsclient.crypto.child.frames import Frame
from bsclient.crypto.keys import PrivateKey
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput


def import_key(state: State, frame: Frame) -> Answer:
    """Parts: key file, its password (may be empty), our passphrase; head: `key_id`, `name`, `organisation`.

    Answers: container, PKCS#10 (DER), SHA-256 of the SPKI, the certificate that came along (DER, may be empty).
    """
    blob, password_part, passphrase_part = demand(frame, 3)
    with Secret(bytearray(password_part)) as password, Secret(bytearray(passphrase_part)) as passphrase:
        found = keyfiles.read_key(bytes(blob), password)
        key = found.key
        request = requests.make_request(key, text(frame, "name"), text(frame, "organisation"))
        sealed = container.seal(
            key.to_der(),
            passphrase,
            key_id=text(frame, "key_id"),
            spki_sha256=key.spki_sha256,
            cost=state.cost(),
        )
    came = found.certificate.der if found.certificate else b""
    return Answer({}, [sealed, request, key.spki_sha256, came])


def export_key(_state: State, frame: Frame) -> Answer:
    """Parts: container, its passphrase, passphrase of the file, certificate (DER, empty for PKCS#8).

    Head: `form` ("pkcs8" or "pkcs12"), `name`. Answers: the file.
    """
    sealed, old_part, new_part, holder = demand(frame, 4)
    with Secret(bytearray(old_part)) as old, Secret(bytearray(new_part)) as new:
        key = PrivateKey.from_der(container.unseal(bytes(sealed), old))
        form = text(frame, "form")
        if form == "pkcs8":
            return Answer({}, [keyexport.write_pkcs8(key, new)])
        if form == "pkcs12":
            found = certificate.load(bytes(holder))
            return Answer({}, [keyexport.write_pkcs12(key, found, new, text(frame, "name"))])
    raise BadInput("signer_frame")
