"""Enrolment in two calls, for programs that need no window: ask for a certificate, fetch it (`enrolments` has the rest)."""

from __future__ import annotations

from bsclient import clock
from bsclient.errors import NotAllowed
from bsclient.protocol.messages import EnrolmentState
from bsclient.services.keys import enrolments
from bsclient.services.keys.enrolments import Line, begin
from bsclient.services.keys.life import Pending
from bsclient.services.profiles import Profile, User

__all__ = ["Line", "Pending", "begin", "finish"]


def finish(line: Line, profile: Profile, user: User, pending: Pending) -> Profile:
    """Fetch the certificate if it is there; checks that it is the user's, for our key. NotAllowed while it is pending."""
    answer = line.enrolment(pending.id)
    if answer.state is not EnrolmentState.ISSUED:
        raise NotAllowed(f"enrolment_{answer.state}", reason=answer.code)
    return enrolments.take(profile, user, answer, clock.now())
