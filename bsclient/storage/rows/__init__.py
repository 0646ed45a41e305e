"""What comes out of the tables: frozen dataclasses, amounts as `Decimal`, instants as aware UTC datetimes.

One module for what is read together: a dataclass takes a millisecond to make, and the first list needs few of them.
"""
