import csv
import json
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse

from lms.dashboards.models import OpenKey
from lms.dashboards.opening import limiting
from lms.dashboards.opening.schema import openapi
from lms.dashboards.services import correct

CODES = ["25", "2026-10"]


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def there(name, *args):
    return reverse(f"dashboards:open_{name}", args=args)


def key_from(capsys, name="Nền tảng dữ liệu"):
    call_command("make_open_key", name)
    return capsys.readouterr().out.strip()


def fits(value, schema, known):
    """Say whether a value is as a schema describes it; the few words we use."""
    if "$ref" in schema:
        return fits(value, known[schema["$ref"].split("/")[-1]], known)
    if "anyOf" in schema:
        return any(fits(value, each, known) for each in schema["anyOf"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    kind = {dict: "object", list: "array", str: "string", int: "integer"}
    if kind.get(type(value), "null") not in kinds:
        return False
    if isinstance(value, dict):
        inner = schema["properties"]
        return value.keys() == inner.keys() and all(
            fits(value[key], inner[key], known) for key in inner
        )
    if isinstance(value, list):
        return all(fits(each, schema["items"], known) for each in value)
    return not isinstance(value, int) or value % schema.get("multipleOf", 1) == 0


def test_nothing_is_open_before_it_is_accepted(client, hand_in, van_son, learnt):
    hand_in(van_son)

    assert client.get(there("periods")).json() == []
    assert client.get(there("province", *CODES, "json")).status_code == 404
    assert client.get(there("commune", *CODES, "05152", "csv")).status_code == 404


def test_addresses_answer_as_they_are_described(client, accepted, learnt):
    accepted()
    known = client.get(there("schema")).json()["components"]["schemas"]

    one = client.get(there("commune", *CODES, "05152", "json")).json()
    every = client.get(there("province", *CODES, "json")).json()
    months = client.get(there("periods")).json()
    assert fits(one, known["Report"], known)
    assert every == [one]
    assert fits(months[0], known["Period"], known)
    assert not fits({**one, "more": 1}, known["Report"], known)


def test_every_address_is_described(client):
    described = client.get(there("schema")).json()["paths"]
    names = {"province": "25", "period": "2026-10", "commune": "05152"}

    assert len(described) == 5
    for path in described:
        assert client.get(path.format(**names)).status_code in (200, 404)
    assert json.dumps(openapi("/"))


def test_people_are_told_in_fives(client, accepted, learnt):
    accepted()

    told = client.get(there("commune", *CODES, "05152", "json")).json()
    assert told["figures"] == {
        "registered": 0,
        "started": 0,
        "certified": 0,
        "adults": None,
        "share": None,
    }


def test_a_table_says_the_same(client, accepted, learnt):
    accepted()

    answer = client.get(there("province", *CODES, "csv"))
    rows = list(csv.reader(StringIO(answer.content.decode())))
    assert rows[0][:4] == ["commune_code", "commune", "first_on", "last_on"]
    assert rows[1][:5] == ["05152", "Xã Vân Sơn", "2026-10-01", "2026-10-31", "0"]


def test_a_correction_is_told_only_where_it_changes_a_five(
    client, accepted, officer, hamlet, resident, in_october, count, noon
):
    report = accepted()
    page = there("commune", *CODES, "05152", "json")
    resident(hamlet, "Bùi Văn Một", at=in_october)
    correct(report, "Muộn.", seen=count().sha256, by=officer, at=noon)
    assert client.get(page).json()["corrected"] is None

    for number in range(4):
        resident(hamlet, f"Bùi Văn Mẫu {number}", 1960 + number, at=in_october)
    correct(report, "Muộn nữa.", seen=count().sha256, by=officer, at=noon)
    assert client.get(page).json()["corrected"]["registered"] == 5
    assert client.get(page).json()["figures"]["registered"] == 0


def test_the_page_leads_to_every_address(client, accepted, learnt):
    accepted()

    page = client.get(there("page")).content.decode()
    assert there("commune", *CODES, "05152", "json") in page
    assert there("province", *CODES, "csv") in page
    assert there("schema") in page


def test_whoever_asks_too_often_waits(client, monkeypatch):
    monkeypatch.setattr(limiting, "WITHOUT_A_KEY", 2)

    answers = [client.get(there("periods")) for _time in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"


def test_a_key_may_ask_more_often_and_sees_the_same(
    client, monkeypatch, capsys, accepted, learnt
):
    accepted()
    monkeypatch.setattr(limiting, "WITHOUT_A_KEY", 1)
    page, key = there("commune", *CODES, "05152", "json"), key_from(capsys)

    without = client.get(page).json()
    answers = [
        client.get(page, headers={"Authorization": f"Bearer {key}"}) for _ in range(3)
    ]
    assert [each.json() for each in answers] == [without] * 3


def test_a_key_is_kept_as_its_hash_only(db, capsys):
    key = key_from(capsys)

    row = OpenKey.objects.get()
    assert key not in str(vars(row))
    assert len(key) >= 40


def test_a_revoked_key_opens_nothing(client, db, capsys):
    key = key_from(capsys)
    number = OpenKey.objects.get().pk
    call_command("open_keys", revoke=number)
    assert "đã thu hồi" in capsys.readouterr().out

    for wrong in (key, "x", ""):
        headers = {"Authorization": f"Bearer {wrong}"}
        assert client.get(there("periods"), headers=headers).status_code == 401
    with pytest.raises(CommandError):
        call_command("open_keys", revoke=number)
