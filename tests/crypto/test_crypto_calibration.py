"""What a container costs: calibrated to the computer, never below the floor, never above the ceiling."""

import subprocess
import sys
from pathlib import Path

import crypto_kit as kit
import pytest

from bsclient.crypto import calibration, container, remote
from bsclient.crypto.child.answers import Clerk
from bsclient.crypto.child.frames import Frame
from bsclient.crypto.child.host import Child
from bsclient.crypto.container import Cost
from bsclient.crypto.secret import Secret
from bsclient.paths import RESOURCES

SPEEDS = [10**9, 60, 2, 1, 0.5, 0.499, 0.3, 0.25, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001, 0.0]


def work(cost):
    """Return how many KiB are written in all: what the time goes by."""
    return cost.memory_kib * cost.passes


@pytest.mark.parametrize("seconds", SPEEDS)
def test_every_speed_gives_a_cost_between_the_bounds(seconds):
    cost = calibration.for_speed(seconds)
    assert cost.check("container") is None
    assert work(cost) >= work(Cost.DEFAULT)
    assert cost.memory_kib <= calibration.MOST_MEMORY_KIB


@pytest.mark.parametrize("seconds", [speed for speed in SPEEDS if 0.1 <= speed <= 0.5])
def test_a_new_container_takes_some_half_a_second(seconds):
    """Where the default cost takes so long, the chosen one takes 0.3 to 1 s."""
    taken = seconds * work(calibration.for_speed(seconds)) / work(Cost.DEFAULT)
    assert 0.3 <= taken <= 1


def test_a_faster_computer_never_makes_a_cheaper_container():
    costs = [work(calibration.for_speed(seconds)) for seconds in sorted(SPEEDS, reverse=True)]
    assert costs == sorted(costs)
    assert costs[0] == work(Cost.DEFAULT)
    assert costs[-1] == calibration.MOST_MEMORY_KIB * Cost.CEILING.passes


def test_this_computer_is_measured_once():
    assert calibration.measured(Cost.DEFAULT) > 0
    assert calibration.chosen() is calibration.chosen()


def test_keys_made_in_the_signer_process_are_calibrated():
    blob, _, _ = remote.ask("generate", [Secret.of("п" * 12)], 3, key_id="k", name="Имя", organisation="")
    cost = container.header(blob).cost
    allowed = {calibration.for_speed(number / 1000) for number in range(1, 600)}
    assert cost in allowed


def test_one_signer_process_tells_the_next_how_fast_the_computer_is():
    """Two measurements are never the same to the last digit; what was measured before is not measured again."""
    told = []
    for _ in range(2):
        child = Child()
        frame = child.ask("generate", [Secret.of("п" * 12)], key_id="k", name="Имя", organisation="")
        child.close()
        told.append(frame.head["speed"])
        assert container.header(bytes(frame.parts[0])).cost == calibration.for_speed(told[-1])
    assert told[0] == told[1] > 0


@pytest.mark.parametrize("speed", [-1.0, 0.0, 1e9, float("inf"), float("nan"), "1", None, True])
def test_no_told_speed_makes_a_key_cheaper_than_the_default(speed):
    parts = [bytearray("п" * 12, "utf-8")]
    head = {"op": "generate", "key_id": "k", "name": "Имя", "organisation": "", "speed": speed}
    answer = Clerk().answer(Frame(head, parts))
    assert work(container.header(bytes(answer.parts[0])).cost) >= work(Cost.DEFAULT)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here to read the memory from")
def test_opening_takes_no_more_memory_than_its_container_says(bank):
    """The dearest container that is read at all, opened in a process that may not have more than its ceiling and a little."""
    cost = Cost.CEILING if kit.LONG else Cost(256 * 1024, 3, 4)
    cost = Cost(cost.memory_kib, 3, cost.lanes)
    blob = container.seal(
        bank.key.to_der(), "пароль", key_id="k", spki_sha256=bank.key.spki_sha256, cost=cost
    )
    program = (
        "import sys\n"
        "from bsclient.crypto import container\n"
        "def most():\n"
        "    with open('/proc/self/status') as file:\n"
        "        return next(int(line.split()[1]) for line in file if line.startswith('VmHWM'))\n"
        "blob = sys.stdin.buffer.read()\n"
        "before = most()\n"
        "container.unseal(blob, 'пароль')\n"
        "print(most() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=blob,
        env={"PYTHONPATH": str(RESOURCES.parent)},
        capture_output=True,
        timeout=250,
    )
    assert done.returncode == 0, done.stderr
    grown = int(done.stdout)
    assert cost.memory_kib * 0.9 < grown < cost.memory_kib + 32 * 1024
