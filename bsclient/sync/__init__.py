"""The wire seen from the client: a transport, the outbox that drains into it, the inbox that fills from it.

Storage and keys are reached through the protocols of `ports`, handed in by the services.
"""
