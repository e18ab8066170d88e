import pytest
from django.core.management import CommandError, call_command

from courses.models import LessonPage
from tests.courses.builders import change


@pytest.fixture
def loaded(loaded_anew):
    return loaded_anew


def test_check_writes_nothing(folder, db, capsys):
    call_command("load_curriculum", "--check", folder=folder)

    assert capsys.readouterr().out
    assert not LessonPage.objects.exists()


def test_check_ends_with_a_list_of_faults(folder, db, capsys):
    change(folder / "C/C1/lesson.en.md", "top.svg", "gone.svg")

    with pytest.raises(CommandError) as ended:
        call_command("load_curriculum", "--check", folder=folder)

    assert ended.value.returncode == 1
    assert "C/C1/lesson.en.md:10:" in capsys.readouterr().err


def test_loading_says_what_it_did_and_then_that_there_is_nothing_to_do(
    folder, db, capsys
):
    call_command("load_curriculum", folder=folder)
    first = capsys.readouterr().out
    call_command("load_curriculum", folder=folder)
    second = capsys.readouterr().out

    assert "C1 (vi)" in first
    assert "C1" not in second


def test_check_names_what_was_deleted_and_restore_brings_it_back(
    loaded, lesson, folder, capsys
):
    lesson.delete()

    call_command("load_curriculum", "--check", folder=folder)
    assert "C1 (vi)" in capsys.readouterr().out

    call_command("load_curriculum", "--restore", "C1", folder=folder)
    assert "C1 (vi)" in capsys.readouterr().out
    assert LessonPage.objects.filter(locale__language_code="vi").exists()


def test_a_folder_that_is_not_there_is_named(db, tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("load_curriculum", folder=tmp_path / "nowhere")
