"""The signer process: the only place where a user's private key is in clear.

The program starts it with two pipes (`host`), asks for something and gets an answer (`frames`, `answers`); it ends when its pipe closes, when
its time is over, or when it is told to. It knows no windows, no databases and no network.
"""
