"""Every code that this package raises has a text in both languages, and every text has a code."""

import ast
import json
from pathlib import Path

import pytest

import bsclient.crypto

PACKAGE = Path(bsclient.crypto.__file__).parent
TEXTS = PACKAGE.parents[1] / "resources" / "i18n" / "problems"
PREFIXES = (
    "signature_",
    "certificate_",
    "request_",
    "crl_",
    "key_",
    "private_key_",
    "passphrase_",
    "container_",
)
NOT_CODES = {
    "key_id", "private_key_der", "certificate_der", "key_compromise", "key_lost", "request_from_token",
}  # fmt: skip
"""Names of fields, of reasons of a revocation, of operations."""


def codes():
    found = {"wrong_passphrase"}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and value.isidentifier() and value.startswith(PREFIXES):
                found.add(value)
    return (found | {f"container{ending}" for ending in shared_endings()}) - NOT_CODES


def shared_endings():
    """Endings of codes that `sealed` writes for each kind of file: `f"{kind.code}_damaged"` and the like."""
    for node in ast.walk(ast.parse((PACKAGE / "sealed.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[-1], ast.Constant):
            ending = node.values[-1].value
            if ending.startswith("_") and ending[1:].isidentifier():
                yield ending


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_code_has_a_text_and_every_text_of_this_package_a_code(language):
    """Parts of the package keep texts of their own; what is left in `crypto` belongs to a code here."""
    everywhere = {}
    for path in TEXTS.glob(f"*.{language}.json"):
        everywhere |= json.loads(path.read_text(encoding="utf-8"))
    texts = json.loads((TEXTS / f"crypto.{language}.json").read_text(encoding="utf-8"))
    assert sorted(set(texts) - codes()) == []
    assert sorted(codes() - set(everywhere)) == []
    assert all(text["message"] and text["mend"] for text in texts.values())
