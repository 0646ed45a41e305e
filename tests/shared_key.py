"""Log-in keys for tests that prove nothing about unlocking: each is unlocked once, in its real signer process, for all desks.

`opened(profile, user, passphrase)` stands where `unlock(…)` would. It signs real log-ins and hands over the real data key, but
spends no half second of the processor on the passphrase, and to close it lets nothing go. Files that have changed are
unlocked again. That passphrases are asked for, counted and refused is proven by the tests of unlocking and of vaults.
"""

from bsclient import clock
from bsclient.services.keys.unlocking import unlock, vault_file

_opened = {}


def opened(profile, user, passphrase, now=clock.now):
    """Return the user's key, unlocked; a user without a vault unlocks anew, because the first log-in makes one."""
    if user.key_kind != "file" or not vault_file(profile, user).exists():
        return unlock(profile, user, passphrase, now)
    files = (profile.key_file(user), vault_file(profile, user))
    wanted = (user.certificate_pem, *(path.read_bytes() for path in files))
    if wanted not in _opened:
        _opened[wanted] = SharedKey(unlock(profile, user, passphrase, now))
    return _opened[wanted]


class SharedKey:
    """A log-in key that many desks use one after another."""

    def __init__(self, unlocked):
        self._unlocked = unlocked
        self._data_key = unlocked.data_key()

    @property
    def certificate(self):
        return self._unlocked.certificate

    @property
    def serial(self):
        return self._unlocked.serial

    def sign_login(self, content, at):
        return self._unlocked.sign_login(content, at)

    def data_key(self):
        return self._data_key.copy()

    def close(self):
        """It stays open for the next desk; the process ends with the run."""
