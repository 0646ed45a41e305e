"""Interest as the bank counts it: the same arithmetic that the client's forms show beforehand (`bsclient.domain.interest`)."""

from bsclient.domain.interest import add_months, annuity, exact, interest, part, rounded

__all__ = ["add_months", "annuity", "exact", "interest", "part", "rounded"]
