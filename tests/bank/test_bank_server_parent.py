"""A demo bank never outlives the program that started it, however that program ended."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARENT = """
import os, sys
from pathlib import Path
from bsclient.tour import stage
bank = stage.start_bank(Path(sys.argv[1]))
print(bank.process.pid, flush=True)
os.kill(os.getpid(), 9)
"""


def test_the_bank_ends_with_a_killed_parent(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PARENT, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=240
    )
    pid = int(done.stdout)
    ended = subprocess.run(["tail", f"--pid={pid}", "-f", "/dev/null"], timeout=60)
    assert done.returncode == -9
    assert ended.returncode == 0
