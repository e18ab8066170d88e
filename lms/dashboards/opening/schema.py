"""The description of open figures that other programs read (OpenAPI 3.1)."""

from typing import Any

from lms.dashboards.opening.limiting import WITH_A_KEY, WITHOUT_A_KEY
from lms.dashboards.opening.reading import FIGURES
from lms.dashboards.periods.fives import TOLD

FIVES = (
    "Counts of people are told rounded down to a whole five: 0 stands for none to "
    "four, 10 for ten to fourteen. / Số người được làm tròn xuống bội số của năm."
)
WORDS = {"type": "string"}
DAY = {"type": "string", "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
MEANT = {
    "registered": "People with a learner's card who lived there on the last day.",
    "started": "Of these, people who have done a lesson or begun its questions.",
    "certified": "Of these, people with at least one certificate.",
    "adults": "People of 18 or older who live there, as the commune has entered them.",
    "share": "Certified adults, in whole fives, per hundred adults; rounded down.",
}


def _object(**properties: Any) -> dict[str, Any]:
    """Return an object of which every property is there, perhaps as null."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _figure(key: str) -> dict[str, Any]:
    if key in TOLD:
        fives = {"type": "integer", "minimum": 0, "multipleOf": 5}
        return {**fives, "description": f"{MEANT[key]} {FIVES}"}
    return {"type": ["integer", "null"], "description": MEANT[key]}


FIGURE = _object(**{key: _figure(key) for key in FIGURES})
PLACE = _object(code=WORDS, name=WORDS)
PERIOD = _object(
    name={**WORDS, "description": "As in addresses: 2026-10, or a campaign's id."},
    kind={"type": "string", "enum": ["month", "campaign"]},
    title=_object(vi=WORDS, en=WORDS),
    province_code=WORDS,
    first_on=DAY,
    last_on={**DAY, "description": "Figures are those of this day."},
    due_on=DAY,
)
NOTHING = {"type": "null"}
REPORT = _object(
    period={"$ref": "#/components/schemas/Period"},
    province={"$ref": "#/components/schemas/Place"},
    commune={"$ref": "#/components/schemas/Place"},
    accepted_at=MOMENT,
    figures={"$ref": "#/components/schemas/Figures"},
    corrected={
        "anyOf": [{"$ref": "#/components/schemas/Figures"}, NOTHING],
        "description": "As they read after listed corrections; null where the same.",
    },
    adults_from={
        "anyOf": [
            _object(since=DAY, until=DAY, sources={"type": "array", "items": WORDS}),
            NOTHING,
        ],
        "description": "When the adults were counted, and who says so.",
    },
    sha256={**WORDS, "description": "Seal of the report that was accepted."},
)


def _answers(schema: dict[str, Any] | None) -> dict[str, Any]:
    kind = "application/json" if schema else "text/csv"
    content = {kind: {"schema": schema or WORDS}}
    return {
        "200": {"description": "OK", "content": content},
        "401": {"description": "The key is not known, or no longer in use."},
        "404": {"description": "No accepted report there."},
        "429": {"description": "Asked too often; see Retry-After."},
    }


def _read(summary: str, names: list[str], schema: dict[str, Any] | None) -> Any:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": WORDS}
        for name in names
    ]
    # An empty requirement: a key may be sent, and need not.
    about = {
        "summary": summary,
        "parameters": parameters,
        "security": [{}, {"key": []}],
    }
    return {"get": {**about, "responses": _answers(schema)}}


def _paths(start: str) -> dict[str, Any]:
    report = {"$ref": "#/components/schemas/Report"}
    periods = {"type": "array", "items": {"$ref": "#/components/schemas/Period"}}
    province = f"{start}provinces/{{province}}/{{period}}"
    commune = f"{province}/communes/{{commune}}"
    one, all_of = ["province", "period", "commune"], ["province", "period"]
    several = {"type": "array", "items": report}
    return {
        f"{start}periods.json": _read("Periods with open figures", [], periods),
        f"{province}.json": _read("All communes of a period", all_of, several),
        f"{province}.csv": _read("The same as a table", all_of, None),
        f"{commune}.json": _read("One commune and period", one, report),
        f"{commune}.csv": _read("The same as a table", one, None),
    }


def openapi(start: str) -> dict[str, Any]:
    """Return the description; ``start`` is the path that all addresses begin with."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Học Số: số liệu mở / open figures",
            "version": "1",
            "description": f"Accepted reports of communes. {FIVES} At most "
            f"{WITHOUT_A_KEY} requests a minute, with a key {WITH_A_KEY}. A key opens "
            "nothing more.",
        },
        "paths": _paths(start),
        "components": {
            "schemas": {
                "Figures": FIGURE,
                "Period": PERIOD,
                "Place": PLACE,
                "Report": REPORT,
            },
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }
