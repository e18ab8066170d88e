"""The organisation's key, and what is done with it. Why so: docs/adr.

Only `signer` and `stamping` need pyHanko, which takes most of a second to load: they
are for the worker, and no page imports them.
"""
