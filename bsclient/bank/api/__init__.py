"""The bank's HTTP side: the calls of the wire, version 1, over a core that knows nothing of HTTP."""
