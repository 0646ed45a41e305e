"""Acts that rules cite: the article that says so."""

import pytest
from example_kit import changed, context, example

from bsclient.domain.documents import registry


@pytest.mark.parametrize(
    ("kind", "code", "act"),
    [("lc_amendment", "lc_consent_needed", "ГК РФ, ст. 869")],
)
def test_a_rule_cites_the_article_that_it_follows(kind, code, act):
    found = example(kind)
    [bad] = [one for one in found["bad"] if one["code"] == code]
    problems = registry[kind].check(changed(found["good"], bad["change"]), context(found))
    assert {one.act for one in problems if one.code == code} == {act}
