"""Keys, certificates and signatures: the only package that uses the `cryptography` library.

Serves both sides: the client signs with it, the bank verifies, runs its certificate authority and signs its receipts.
"""
