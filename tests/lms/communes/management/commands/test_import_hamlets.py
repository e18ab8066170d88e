import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from lms.communes.models import Unit


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "hamlets.csv"
    path.write_text("commune_code,kind_word,name\n05152,xóm,Mẫu\n99999,xóm,Thử\n")
    return str(path)


def run(*arguments):
    said = StringIO()
    call_command("import_hamlets", *arguments, stdout=said)
    return said.getvalue()


def test_one_wrong_line_keeps_no_good_one_out(register, file):
    said = run(file)

    assert "added 1" in said
    assert "hamlets.csv, line 3: No commune" in said
    assert [str(hamlet) for hamlet in Unit.objects.hamlets()] == ["Xóm Mẫu"]


def test_all_or_nothing_where_that_is_asked_for(register, file, tmp_path):
    refused = tmp_path / "refused.csv"

    with pytest.raises(CommandError, match=r"hamlets\.csv, line 3: No commune"):
        run(file, "--all-or-nothing", "--refused", str(refused))

    assert not Unit.objects.hamlets().exists()
    assert "99999" in refused.read_text("utf-8-sig")


def test_refused_lines_are_handed_back_with_reason_and_sent_again(
    register, file, tmp_path
):
    refused = tmp_path / "refused.csv"

    run(file, "--refused", str(refused))

    told = refused.read_text("utf-8-sig")
    assert told.splitlines() == [
        "commune_code;kind_word;name;line;reason",
        "99999;xóm;Thử;3;No commune of today has the code “99999”.",
    ]
    refused.write_text(told.replace("99999;", "05152;"), "utf-8-sig")
    assert "added 1" in run(str(refused), "--refused", file)
    assert Unit.objects.hamlets().count() == 2
    assert Path(file).read_text("utf-8-sig").strip() == ""


def test_refused_lines_do_not_take_the_place_of_the_list(register, file):
    before = Path(file).read_text()

    with pytest.raises(CommandError, match="a file of their own"):
        run(file, "--refused", file)

    assert Path(file).read_text() == before
    assert not Unit.objects.hamlets().exists()


def test_a_sheet_that_cannot_be_written_is_named(register, file, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        run(file, "--refused", str(tmp_path))


def test_a_check_writes_nothing(register, file):
    assert "nothing was written" in run(file, "--dry-run")
    assert not Unit.objects.hamlets().exists()


def test_it_is_said_as_json_where_a_program_asks(register, file):
    told = json.loads(run(file, "--json"))

    assert (told["added"], len(told["refused"])) == (1, 1)


def test_a_missing_file_ends_it_with_a_sentence(register):
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be opened"):
        run("nowhere.csv")
