"""The base of a profile by the driver alone, encrypted or not: for tests that change or count rows behind the program."""

from contextlib import contextmanager

from bsclient.services.keys import vaults
from bsclient.storage import encryption


@contextmanager
def opened(profile, passphrase, user=None):
    """Give a connection that commits each statement; `user` is one with a vault, the first if not told."""
    connection = encryption.driver().connect(str(profile.database), isolation_level=None)
    try:
        if not encryption.is_plain(profile.database):
            with vaults.data_key(profile, user or profile.users[0], passphrase) as key:
                encryption.unlock(connection, key)
        yield connection
    finally:
        connection.close()
