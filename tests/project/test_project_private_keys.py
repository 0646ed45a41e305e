"""A user's private key, and whatever is derived from his passphrase, exists in the signer process alone.

The parts of the program that run beside windows may not even name what would bring a key into their process. The bank's
server has keys of its own, benches and tests make theirs; the signer process is started by its path, not imported.
"""

import ast
from pathlib import Path

import pytest
from habits import nodes

import bsclient

PACKAGE = Path(bsclient.__file__).parent
GUARDED = ("services", "gui", "sync", "storage", "printing", "formats", "tour", "app.py", "cli.py")
WHOLE_MODULES = frozenset({
    "bsclient.crypto.providers", "bsclient.crypto.sealed", "bsclient.crypto.keyfiles", "bsclient.crypto.keyexport",
    "bsclient.crypto.token", "bsclient.crypto.child.answers", "bsclient.crypto.child.opening",
    "bsclient.crypto.child.batch", "bsclient.crypto.child.making", "bsclient.crypto.child.vaulting",
})  # fmt: skip
NAMES = {
    "bsclient.crypto.keys": {"PrivateKey", "generate"},
    "bsclient.crypto.signer": {"SoftwareSigner", "open_signer"},
    "bsclient.crypto.container": {"seal", "unseal", "derive", "encrypt", "decrypt"},
    "bsclient.crypto.vault": {"seal", "unseal"},
    "bsclient.crypto.requests": {"make_request"},
    "bsclient.crypto.certificates": {"make_request", "CertificateAuthority"},
    "bsclient.crypto.strength": {"estimate", "check", "propose"},
}


def brought_in(source):
    """Yield each forbidden name that a module brings in: `from module import name`, or `module.name` of an import."""
    modules = {}
    for node in nodes(source):
        for module, name, known_as in imported(node):
            whole = f"{module}.{name}" if module else name
            modules[known_as] = whole
            if {whole, module} & WHOLE_MODULES or name in NAMES.get(module, ()):
                yield whole
    for node in nodes(source):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = modules.get(node.value.id, "")
            if node.attr in NAMES.get(module, ()):
                yield f"{module}.{node.attr}"


def imported(node):
    """Yield module ("" for a plain import), name, and what it is called here."""
    if isinstance(node, ast.Import):
        for each in node.names:
            yield "", each.name, (each.asname or each.name).split(".")[-1]
    elif isinstance(node, ast.ImportFrom) and node.module:
        for each in node.names:
            yield node.module, each.name, each.asname or each.name


def guarded():
    for name in GUARDED:
        path = PACKAGE / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def test_nothing_beside_windows_can_hold_a_user_s_key():
    found = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in guarded()
        for name in brought_in(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "from bsclient.crypto.keys import PrivateKey",
        "from bsclient.crypto import keys\nkeys.generate()",
        "def f():\n    from bsclient.crypto import container as c\n    c.unseal(b'', 'x')",
        "from bsclient.crypto.signer import SoftwareSigner as S",
        "import bsclient.crypto.providers",
        "from bsclient.crypto import providers",
        "from bsclient.crypto.providers import open_key",
        "from bsclient.crypto import vault\nvault.seal(1, 2)",
    ],
)
def test_the_search_finds_what_it_looks_for(source):
    assert list(brought_in(source))


@pytest.mark.parametrize(
    "source", ["from bsclient.crypto import container\ncontainer.header(b'')", "from bsclient.crypto.keys import fingerprint_groups"]
)  # fmt: skip
def test_the_search_lets_pass_what_is_harmless(source):
    assert not list(brought_in(source))


def test_passphrases_are_typed_into_the_one_field_that_keeps_no_text():
    """A line of Qt's own that hides what is typed would keep it as text."""
    hiding = [
        str(path.relative_to(PACKAGE))
        for path in guarded()
        if "EchoMode." in path.read_text(encoding="utf-8")
    ]
    assert hiding == [str(Path("gui", "widgets", "secret_line.py"))]
