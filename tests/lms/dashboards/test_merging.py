import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from lms.communes.models import Unit
from lms.dashboards import changing
from tests.lms.dashboards.kept import registered


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def run(hamlet, other_hamlet, tmp_path):
    def run(*lines, args=()):
        path = tmp_path / "changes.csv"
        heading = "commune_code,old,new,on,new_commune_code"
        path.write_text("\n".join([heading, *lines, ""]), "utf-8")
        said = StringIO()
        call_command("merge_units", path, *args, stdout=said)
        return said.getvalue()

    return run


def now(today):
    return {str(each) for each in Unit.objects.on(today).hamlets()}


def test_lines_with_one_new_hamlet_merge_and_people_follow(
    run, hamlet, resident, today
):
    resident(hamlet)

    said = run("05152,Mẫu,Chung,20/11/2026,", "05152,Xóm Thử,Chung,20/11/2026,")

    assert "1 resident goes over" in said
    assert now(today) == {"Xóm Chung"}
    new = Unit.objects.get(name="Chung")
    assert registered(new) == 1


def test_changes_follow_each_other_by_their_day(run, tan_lac, today):
    run(
        "05152,Giữa 1,Cuối,22/11/2026,05128",
        "05152,Mẫu,Giữa 1,20/11/2026,",
        "05152,Mẫu,Giữa 2,20/11/2026,",
        "05152,Thử,Khác,20/11/2026,",
    )

    assert now(today) == {"Xóm Cuối", "Xóm Giữa 2", "Xóm Khác"}
    assert Unit.objects.get(name="Cuối").parent == tan_lac


def test_one_wrong_line_changes_nothing(run, today):
    with pytest.raises(CommandError, match="line 3"):
        run("05152,Mẫu,Mới,20/11/2026,", "05152,Nơi Nào,Mới 2,20/11/2026,")

    assert now(today) == {"Xóm Mẫu", "Xóm Thử"}


def test_a_dry_run_says_what_would_be_done_and_does_nothing(run, today):
    line = "05152,Mẫu,Mới,20/11/2026,"

    assert "nothing was written" in run(line, args=["--dry-run"])
    assert json.loads(run(line, args=["--dry-run", "--json"]))["changes"] == 1
    assert now(today) == {"Xóm Mẫu", "Xóm Thử"}


def test_many_changes_are_counted_once_at_their_end(run, hamlet, resident, monkeypatch):
    resident(hamlet)
    counted = []
    monkeypatch.setattr(changing, "recount", lambda ids, *, at: counted.append(ids))

    run(
        "05152,Mẫu,Mới,20/11/2026,",
        "05152,Thử,Khác,20/11/2026,",
        "05152,Mới,Cuối,22/11/2026,",
    )

    [ids] = counted
    assert len(set(ids)) == 5
