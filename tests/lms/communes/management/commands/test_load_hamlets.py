from io import StringIO

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
    call_command("load_hamlets", *arguments, stdout=said)
    return said.getvalue()


def test_a_wrong_line_is_named_and_nothing_is_loaded(register, file):
    with pytest.raises(CommandError, match=r"hamlets\.csv, line 3: No commune"):
        run(file)

    assert not Unit.objects.hamlets().exists()


def test_the_good_lines_are_loaded_where_that_is_asked_for(register, file):
    said = run(file, "--skip-refused")

    assert "added 1" in said
    assert "hamlets.csv, line 3: No commune" in said
    assert [str(hamlet) for hamlet in Unit.objects.hamlets()] == ["Xóm Mẫu"]


def test_a_check_writes_nothing(register, file):
    assert "nothing was written" in run(file, "--check", "--skip-refused")
    assert not Unit.objects.hamlets().exists()


def test_a_missing_file_ends_it_with_a_sentence(register):
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be opened"):
        run("nowhere.csv")
