"""Walks through the list of pages."""

from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.journeys import (
    pages_of_authority,
    pages_of_errors,
    pages_of_everybody,
    pages_of_lists,
    pages_of_places,
    pages_of_reports,
    pages_of_residents,
    pages_of_staff,
    pages_of_trainers,
)
from tests.journeys.pages import PAGES

__all__ = [
    "PAGES",
    "every_page_in_both_languages",
    "undone",
]
# They fill the list.
assert {
    *(pages_of_errors, pages_of_everybody, pages_of_residents),
    *(pages_of_staff, pages_of_lists, pages_of_places),
    *(pages_of_reports, pages_of_trainers, pages_of_authority),
}

_every_page_at_all = pytest.mark.parametrize("page_type", PAGES, ids=str)
_both_languages = pytest.mark.parametrize("language", ["vi", "en"])


def every_page_in_both_languages(test):
    return _both_languages(_every_page_at_all(test))


@contextmanager
def undone():
    """Find a page within this, and the province is as it was before."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
