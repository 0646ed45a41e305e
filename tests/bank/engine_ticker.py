"""A bank's process that does nothing but tick, until its standard input closes: for tests that kill it."""

import sys
import threading
from datetime import timedelta

from bank_core_kit import START, bank_keys

from bsclient.bank.core import Bank
from bsclient.domain.banks import BicDirectory


def main(url):
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    bank = Bank.open(url, bank_keys(), lambda: START + timedelta(minutes=1), BicDirectory((), START.date()))
    print("ready", flush=True)
    while not ended.is_set():
        bank.tick()
        ended.wait(0.01)
    bank.close()


if __name__ == "__main__":
    main(sys.argv[1])
