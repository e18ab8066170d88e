"""How passwords and PINs are kept: slow to guess, bearable for a small server."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with the smallest costs that are still recommended.

    Measured on two cores: Django's own costs (100 MiB, t=2, p=8) take 91 ms a sign-in,
    and eight people at once need 800 MiB; these take 15 ms and 150 MiB. A PIN has a
    million values whatever the hash: what holds guessing up is that five wrong ones
    close the name. The key stays ``argon2``, so that older hashes still open; each is
    made anew with these costs at the next sign-in.
    Source: OWASP Password Storage Cheat Sheet (19 MiB, t=2, p=1).
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
