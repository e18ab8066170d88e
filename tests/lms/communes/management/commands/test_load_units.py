from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from lms.communes.models import Unit


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def run(*arguments):
    said = StringIO()
    call_command("load_units", *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_it_loads_and_says_so_and_a_second_run_has_nothing_to_do():
    first, second = run(), run()

    assert "299 communes" in first
    assert "Nothing to change" in second
    assert Unit.objects.count() == 311


@pytest.mark.django_db
def test_a_check_only_says_what_would_be_done():
    assert "nothing was written" in run("--check")
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_a_wrong_line_ends_it_with_file_line_and_reason(lists, spoil):
    line = spoil("*-units-from-*.csv", "25,Phú Thọ,05152", ",Phú Thọ,05152")

    with pytest.raises(CommandError, match=f"-07-01.csv, line {line}: A code is missi"):
        run("--folder", str(lists))

    assert not Unit.objects.exists()
