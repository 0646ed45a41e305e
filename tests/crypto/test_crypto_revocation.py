"""Lists of revoked certificates: made by the authority, read strictly by the client."""

from datetime import timedelta

import crypto_kit as kit
import pytest
from crypto_kit import AT
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from bsclient.crypto import der, names
from bsclient.crypto.certificates import CertificateAuthority, check_crl
from bsclient.crypto.der import tlv
from bsclient.errors import BadInput, BadSignature


def test_a_list_is_read_back(bank):
    fresh = CertificateAuthority.from_parts(*bank.authority.to_parts())
    assert check_crl(fresh.crl(AT), fresh.certificate, AT).serials == frozenset()
    fresh.revoke(bank.certificate.serial, AT)
    fresh.revoke(bank.certificate.serial, AT + timedelta(days=1))
    fresh.revoke("1f", AT)
    found = check_crl(fresh.crl(AT), fresh.certificate, AT + timedelta(hours=23))
    assert found.serials == {bank.certificate.serial, "1f"}
    assert (found.issued, found.next_update) == (AT, AT + timedelta(days=1))


def test_a_second_revocation_keeps_the_first_instant(bank):
    fresh = CertificateAuthority.from_parts(*bank.authority.to_parts(), {"1f": AT})
    fresh.revoke("1f", AT + timedelta(days=1))
    listed = x509.load_der_x509_crl(fresh.crl(AT + timedelta(days=2)))
    assert [entry.revocation_date_utc for entry in listed] == [AT]


def list_under(name, bank):
    """Make a list with the authority's key under any name."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(name)
    builder = builder.last_update(AT).next_update(AT + timedelta(days=1))
    return builder.sign(bank.authority._key.handle, SHA256())


def test_a_list_under_another_name_is_refused(bank):
    root = bank.authority.certificate
    ours = list_under(root.handle.subject, bank).public_bytes(Encoding.DER)
    assert check_crl(ours, root, AT).serials == frozenset()
    with pytest.raises(BadSignature, match="crl_untrusted"):
        check_crl(list_under(names.Subject("Другой").encode(), bank).public_bytes(Encoding.DER), root, AT)


def test_a_twin_of_a_list_is_refused(bank):
    root = bank.authority.certificate
    for _ in range(20):
        made = list_under(root.handle.subject, bank)
        end = tlv(der.BIT_STRING, b"\x01", made.signature)
        with pytest.raises(BadInput, match="crl_form"):
            check_crl(tlv(der.SEQUENCE, made.tbs_certlist_bytes, der.ECDSA_SHA256, end), root, AT)


@pytest.mark.parametrize("shift", [timedelta(seconds=-1), timedelta(days=1, seconds=1)])
def test_a_stale_list_is_refused(bank, shift):
    with pytest.raises(BadSignature, match="crl_stale"):
        check_crl(bank.authority.crl(AT), bank.authority.certificate, AT + shift)


def test_a_list_of_another_authority_is_refused(bank):
    other = CertificateAuthority.create("Демо Банк: удостоверяющий центр", AT, 10)
    with pytest.raises(BadSignature, match="crl_untrusted"):
        check_crl(other.crl(AT), bank.authority.certificate, AT)


def test_every_changed_bit_of_a_list_is_refused(bank):
    fresh = CertificateAuthority.from_parts(*bank.authority.to_parts(), {bank.certificate.serial: AT})
    for position, changed in kit.flips(fresh.crl(AT)):
        try:
            check_crl(changed, fresh.certificate, AT)
        except (BadInput, BadSignature):
            continue
        pytest.fail(f"bit {position}")


@pytest.mark.parametrize("serial", ["", "XY", "AB", "-1", "1" * 41, "1 2", "٣"])
def test_what_is_no_serial_is_not_revoked(bank, serial):
    with pytest.raises(BadInput, match="certificate_serial"):
        bank.authority.revoke(serial, AT)
