"""The README's recipe for a new document type is run as it stands there."""

import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from example_kit import changed, context, goods, heavy

from bsclient.bank.services.helpers import Answering

README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.fixture
def recipe(monkeypatch):
    text = README.read_text("utf-8").partition("### A new document type")[2].partition("\n## ")[0]
    blocks = re.findall(r"```(python|json)\n(.*?)```", text, re.DOTALL)
    assert [language for language, _ in blocks] == ["python", "python", "json"]
    module = ModuleType("visit_request")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(blocks[0][1], module.__dict__)
    return module, blocks


def test_the_type_takes_fewer_than_sixty_lines(recipe):
    _, blocks = recipe
    assert sum(block.count("\n") for language, block in blocks if language == "python") < 60


def test_the_declaration_and_its_example_hold(recipe):
    module, blocks = recipe
    kind, found = module.VisitRequest, json.loads(blocks[2][1])
    for raw in goods(found):
        document, problems = kind.examine(raw, context(found))
        assert heavy(problems) == []
        assert kind.read(document.texts(), context(found)) == document
    for bad in found["bad"]:
        problems = kind.check(changed(found["good"], bad["change"]), context(found))
        assert bad["code"] in [p.code for p in problems if p.field == bad.get("field", p.field)]


def test_the_service_serves_the_type(recipe):
    module, blocks = recipe
    space = {}
    exec(blocks[1][1], space)
    (service,) = space["SERVICES"]
    assert isinstance(service, Answering)
    assert service.types == (module.VisitRequest.code,)
