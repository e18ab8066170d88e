"""Where files lie that only their owner may fetch: never under a public address."""

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    return storages["private"]
