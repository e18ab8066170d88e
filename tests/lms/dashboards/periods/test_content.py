import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.dashboards.periods.content import (
    canonical,
    corrected,
    differences,
    digest,
)

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
plain = st.recursive(
    st.none() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner),
    max_leaves=12,
)
KEYS = ["adults", "registered", "completed-x", "new-registered"]
figures = st.dictionaries(st.sampled_from(KEYS), st.none() | st.integers(0, 9))


@st.composite
def contents(draw):
    ids = draw(st.lists(st.sampled_from("abc"), unique=True))
    places = [{"id": e, "name": e, "figures": draw(figures)} for e in ids]
    return {
        "places": places,
        "total": {"id": "t", "name": "t", "figures": draw(figures)},
    }


@given(st.dictionaries(words, plain))
@settings(max_examples=50, deadline=None)
def test_the_hash_depends_on_what_is_said_and_not_on_its_order(content):
    keys = list(content)
    random.Random(1).shuffle(keys)
    stored = json.loads(json.dumps({key: content[key] for key in keys}))

    assert digest(stored) == digest(content)


def test_the_bytes_are_these():
    content = {"b": [1, None], "a": "Hòa"}

    assert canonical(content) == '{"a":"Hòa","b":[1,null]}'.encode()
    assert canonical({"a": "Hòa"}) == canonical({"a": "Hòa"})


@pytest.mark.parametrize("value", [0.5, b"x", {1: "a"}, {1, 2}])
def test_what_machines_write_differently_is_refused(value):
    with pytest.raises(TypeError):
        canonical({"a": value})


@given(contents())
@settings(max_examples=20, deadline=None)
def test_nothing_differs_from_itself(content):
    assert differences(content, content) == []


@given(contents(), contents())
@settings(deadline=None)
def test_after_its_corrections_a_report_reads_as_the_facts_do(was, now):
    found = differences(was, now)
    read = corrected(was, [(each.place, each.key, each.is_now) for each in found])

    left = differences(read, now)
    before = {each["id"] for each in [*was["places"], was["total"]]}
    assert {each.place for each in left} & before == set()
