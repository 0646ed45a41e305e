"""XML that attacks its reader: no entity is resolved, nothing is fetched, nothing grows; each reader says it in its own code."""

import resource

import pytest

from bsclient.errors import BadInput
from bsclient.formats import ed807
from bsclient.formats.registers import onec_xml

ROOTS = {"onec": "СчетаПК", "ed807": "ED807"}
READERS = {"onec": (onec_xml.read, "payroll_xml"), "ed807": (ed807.read_directory, "directory_malformed")}


def laughs(root):
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE {root} [<!ENTITY l0 "ha">{levels}]><{root}>&l9;</{root}>'


def outside(root, address):
    return f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "{address}">]><{root} ИНН="1">&x;</{root}>'


def evil(root):
    blown = "a" * 100_000
    yield laughs(root)
    yield f'<!DOCTYPE {root} [<!ENTITY a "{blown}">]><{root}>{"&a;" * 20_000}</{root}>'
    for address in (
        "file:///etc/hostname",
        "http://127.0.0.1:9/x",
        "//127.0.0.1/share/x",
        "php://filter/x",
        "expect://id",
    ):
        yield outside(root, address)
        yield f'<!DOCTYPE {root} SYSTEM "{address}"><{root}/>'
        yield f'<!DOCTYPE {root} [<!ENTITY % p SYSTEM "{address}">%p;]><{root}/>'
        yield f'<{root} xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{address}" parse="text"/></{root}>'
    yield f"<{root}>" + "<a>" * 200_000 + "</a>" * 200_000 + f"</{root}>"
    yield f"<{root}" + "".join(f' a{n}="1"' for n in range(50_000)) + "/"
    yield f"<{root}><![CDATA[" + "]]" * 1000
    yield f"<{root}>\x00</{root}>"
    yield f"<{root}>"
    yield ""


CASES = [
    pytest.param(name, text, encoding, id=f"{name}-{place}-{encoding}")
    for name, root in ROOTS.items()
    for place, text in enumerate(evil(root))
    for encoding in ("utf-8", "utf-16")
]


@pytest.mark.parametrize(("name", "text", "encoding"), CASES)
def test_it_is_refused_and_costs_nothing(name, text, encoding):
    read, code = READERS[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BadInput) as caught:
        read(f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding))
    assert caught.value.code == code
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 256 * 1024
