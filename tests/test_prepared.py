"""What tests share is made once; a failure hides no cause from the tests after it."""

import prepared
import pytest


def maker(*outcomes):
    calls = []

    def make(folder):
        outcome = outcomes[len(calls)]
        calls.append(folder)
        (folder / "begun.txt").write_text(str(len(calls)))
        if outcome is not None:
            raise outcome

    return make, calls


def test_what_is_made_is_made_once_and_copied_to_all(tmp_path):
    make, calls = maker(None)
    for name in ("a", "b"):
        prepared.copy(tmp_path / name, make)
        assert (tmp_path / name / "begun.txt").read_text() == "1"
    assert len(calls) == 1


def test_each_failure_tells_its_own_cause_and_the_next_one_begins_anew(tmp_path):
    make, calls = maker(ValueError("first"), ValueError("second"), None)
    for cause in ("first", "second"):
        with pytest.raises(ValueError, match=cause):
            prepared.copy(tmp_path / "a", make)
        assert not (tmp_path / "a").exists()
    prepared.copy(tmp_path / "a", make)
    assert (tmp_path / "a" / "begun.txt").read_text() == "3"
    assert len(calls) == 3
