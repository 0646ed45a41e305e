"""Windows in which a user gets a key: bank, activation code, place of the key, passphrase, printed act, waiting."""
