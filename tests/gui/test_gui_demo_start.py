"""A second start of the demo leaves the files of the one that runs alone, whatever it is asked."""

from bsclient import app, tour
from bsclient.storage.lock import ProfileLock


def test_a_fresh_demo_removes_nothing_of_one_that_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("BSCLIENT_HOME", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")  # a screen, as far as the start can see
    kept = [tmp_path / "demo" / name / "kept" for name in ("bank", "profiles")]
    for each in kept:
        each.parent.mkdir(parents=True)
        each.touch()
    raised = []
    monkeypatch.setattr(
        app, "run", lambda folder: raised.append(folder) or 0
    )  # it only shows the other's window
    running = ProfileLock(tmp_path / "demo")
    try:
        assert tour.demo(None, fresh=True, languages=(), themes=()) == 0
    finally:
        running.release()
    assert raised == [tmp_path / "demo" / "profiles"]
    assert all(each.exists() for each in kept)
