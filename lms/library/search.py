"""Search of editor and lesson finder: with or without tone marks, never a fault.

Wagtail's own backends hand what was typed to the database's query language, which
stumbles over quotes, signs and NUL, and they do not find *lừa đảo* by "lua dao". Here
both sides are made plain words first. Words with marks are kept a second time, spelled
in digits, so that what is written exactly as typed comes first.
"""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.encoding import force_str
from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend, BaseSearchResults
from modelsearch.index import BaseField, RelatedFields
from modelsearch.query import And, Boost, Not, Or, Phrase, PlainText, SearchQuery

from lms.lib.text import fold, search_words, sort_key

MOST_WORDS = 12  # of a query; nobody remembers more, and each costs a lookup
MOST_LETTERS = 60  # of a word; PostgreSQL refuses words beyond 2046 bytes
MOST_INDEXED = 200_000  # characters of one field; PostgreSQL's limit is 1 MB

_unfindable = PlainText("x")


def indexed_text(text: str) -> str:
    """Return what the index keeps of a text: folded words, then those with marks."""
    text = text[:MOST_INDEXED]
    return " ".join([*_plain_words(text), *_marked_words(text)])


def asked(typed: str, operator: str | None = None) -> SearchQuery | None:
    """Return the query for what was typed, or nothing where it holds no word."""
    words = _plain_words(typed)[:MOST_WORDS]
    if not words:
        return None
    found = PlainText(" ".join(words), operator=operator or "and")
    marked = _marked_words(typed)[:MOST_WORDS]
    if not marked:
        return found
    # Whatever has the marked words has the plain ones: this only lifts it up.
    return Or([found, PlainText(" ".join(marked), operator="and")])


def _plain_words(text: str) -> list[str]:
    return [word[:MOST_LETTERS] for word in search_words(text)]


def _marked_words(text: str) -> list[str]:
    """Return each word that has marks as digits that no other spelling has."""
    words = (word.strip(".,;:!?()[]\"'“”") for word in text.split())
    marked = (word for word in words if word.isalpha() and fold(word) != word.lower())
    return [f"0{sort_key(word)}"[: 3 * MOST_LETTERS] for word in marked]


class _Foldable:
    """Stands in for an object while it is indexed: its fields give folded text."""

    def __init__(self, item: Model) -> None:
        self.item = item
        self.pk = item.pk

    def get_search_fields(self) -> list[BaseField]:
        return [_folding(field) for field in self.item.get_search_fields()]


def _folding(field: BaseField) -> BaseField:
    """Return a copy of the field that gives text as the index keeps it."""
    twin = copy(field)
    twin.get_value = _value_getter(field)
    if isinstance(field, RelatedFields):
        twin.fields = [_folding(each) for each in field.fields]
    return twin


def _value_getter(field: BaseField) -> Callable[[Any], Any]:
    def get_value(item: Any) -> Any:
        value = field.get_value(item.item if isinstance(item, _Foldable) else item)
        return value if isinstance(field, RelatedFields) else indexed_text(_text(value))

    return get_value


def _text(value: Any) -> str:
    """Return one text for whatever a search field gives."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        return " ".join(map(_text, value))
    return force_str(value)


class _FoldingIndex:
    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        super().add_items(model, [_Foldable(item) for item in objs])


class _FoldingBackend:
    """Laid over the backend of either database."""

    def _search(
        self,
        query_compiler_class: type,
        query: Any,
        model_or_queryset: type[Model] | QuerySet,
        **options: Any,
    ) -> BaseSearchResults:
        wanted = _cleaned(query, options.get("operator"))
        if wanted is None:
            # An empty queryset and not "no results": lists go on asking it things.
            wanted, model_or_queryset = _unfindable, _nothing_of(model_or_queryset)
        options.pop("fields", None)  # the index has the folded words, the columns not
        options.pop("operator", None)
        return super()._search(
            query_compiler_class, wanted, model_or_queryset, **options
        )


def _nothing_of(model_or_queryset: type[Model] | QuerySet) -> QuerySet:
    if isinstance(model_or_queryset, QuerySet):
        return model_or_queryset.none()
    return model_or_queryset.objects.none()


def _cleaned(query: Any, operator: str | None) -> SearchQuery | None:
    """Return the query, all its texts made plain words; nothing if none is left."""
    if isinstance(query, str):
        return asked(query, operator)
    if isinstance(query, PlainText):
        return asked(query.query_string, query.operator)
    if isinstance(query, Phrase):
        words = _plain_words(query.query_string)[:MOST_WORDS]
        return Phrase(" ".join(words)) if words else None
    if isinstance(query, And | Or):
        parts = [part for each in query.subqueries if (part := _cleaned(each, None))]
        return type(query)(parts) if len(parts) > 1 else next(iter(parts), None)
    if isinstance(query, Not | Boost):
        twin = copy(query)
        twin.subquery = _cleaned(query.subquery, None)
        return twin if twin.subquery else None
    return query


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802  # Wagtail's name
    """Return the search backend for the database in use."""
    if connection.vendor == "postgresql":
        params = {
            "SEARCH_CONFIG": "simple",
            **params,
        }  # no English endings, no stop words
    stock = type(database.SearchBackend(dict(params)))
    index = type("FoldingIndex", (_FoldingIndex, stock.index_class), {})
    folding = type("FoldingBackend", (_FoldingBackend, stock), {"index_class": index})
    return folding(dict(params))
