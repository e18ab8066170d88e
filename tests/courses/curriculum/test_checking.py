"""Each fault a trainer can make is named with its file and its line."""

import unicodedata

import pytest
from django.utils.translation import override

from courses.curriculum.loading import check_folder
from tests.courses.builders import change

LESSON, QUIZ = "C/C1/lesson.en.md", "C/C1/quiz.en.md"

FAULTS = [
    # file, what is changed, into what, line of the fault, words of its sentence
    (LESSON, "---\ntitle", "title", 1, "begins with facts"),
    (LESSON, "minutes: 4", "minutes: four", 5, "whole number"),
    (LESSON, "minutes: 4", "minutes: 99", 5, "from 3 to 7"),
    (LESSON, "minutes: 4", "minuts: 4", 5, "not a fact"),
    (LESSON, "minutes: 4", "title: Again", 5, "twice"),
    (LESSON, "minutes: 4", "minutes 4", 5, "with a colon"),
    (LESSON, 'skills: ["2.3", "1.2"]', "skills: 2.3", 6, "Write the skills"),
    (LESSON, "2026-11-24", "24/11/2026", 8, "like 2026-11-24"),
    (LESSON, "2027-05-24", "2026-05-24", 9, "must lie after"),
    (LESSON, "top.svg", "nowhere.svg", 10, "no drawing nowhere.svg"),
    (LESSON, "top.svg", "../course.svg", 10, "is named like this"),
    (LESSON, "outcome: ", f"outcome: {'x' * 240}", 3, "240 is the most"),
    (LESSON, "summary: ", "outcom: ", 4, "not a fact"),
    (LESSON, "::: steps", "::: stairs", 19, "no box “stairs”"),
    (LESSON, "OK**.\n:::", "OK**.", 19, "not closed"),
    (LESSON, "1. Open", "Open", 20, "begins with its number"),
    (LESSON, "![The address bar at the top of the screen]", "![]", 19, "describe"),
    (LESSON, "(step.svg)", "(gone.svg)", 19, "no drawing gone.svg"),
    (LESSON, "Save the page.", "Save **the** page.", 26, "Bold is not possible"),
    (LESSON, "Save the page.", "x" * 400, 25, "240"),
    (LESSON, "Save the page.", "", 25, "text:"),
    (LESSON, "https://dich", "http://dich", 33, "https://"),
    (LESSON, "https://dich", "https://dichvucong.gov.vn@", 33, "plain letters"),
    (LESSON, "label: ", "lable: ", 34, "Only these can stand here"),
    (LESSON, "## Read", "# Read", 14, "begins with ##"),
    (LESSON, "- You", "1. You", 17, "::: steps"),
    (QUIZ, "# q1 single", "# q1 sinngle", 6, "no kind of question"),
    (QUIZ, "# q1 single", "# q1", 6, "begins like this"),
    (QUIZ, "# q2 true_false", "# q1 true_false", 14, "has this name already"),
    (QUIZ, "read: Read", "read: Write", 6, "must name a heading"),
    (QUIZ, "- [x] Type it\n", "- [ ] Type it\n", 6, "exactly one"),
    (QUIZ, "- [ ] Press at once\n", "- [ ] Type it\n", 6, "say the same"),
    (QUIZ, "# q3 several", "# q3 single", 22, "exactly one"),
    (QUIZ, "  > This is what keeps you safe.\n- [ ] P", "- [ ] P", 6, "feedback"),
    (QUIZ, "pass_percent: 70", "pass_percent: 0", 3, "from 1 to 100"),
]


@pytest.fixture(autouse=True)
def _in_english(db):
    with override("en"):
        yield


@pytest.mark.parametrize(("path", "old", "new", "line", "words"), FAULTS)
def test_a_fault_is_named_with_its_line(folder, path, old, new, line, words):
    change(folder / path, old, new)

    faults = check_folder(folder)

    said = [(fault.path, fault.line) for fault in faults if words in fault.sentence]
    assert (path, line) in said, "\n".join(map(str, faults))


def test_a_good_folder_has_no_fault(folder):
    assert check_folder(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("minutes: 4", "minutes: 5", "must be the same as in C/C1/lesson.vi.md: 4"),
        ("::: tip", "::: think", "The blocks must be the same"),
        ("(step.svg)", "(top.svg)", "as many and the same"),
        ("dichvucong.gov.vn\nlabel", "example.gov.vn\nlabel", "as many and the same"),
    ],
)
def test_the_languages_are_one_lesson(folder, old, new, words):
    change(folder / LESSON, old, new)

    (fault,) = check_folder(folder)

    assert fault.path == LESSON
    assert words in fault.sentence


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("# q4 order", "# q5 order", "The questions must be the same"),
        ("# q2 true_false", "# q2 single", "The questions must be the same"),
        ("- [ ] True", "- [x] True", "Mark either"),
        ("2. Press at once", "2. Press at once\n3. Wait", "as many as in"),
    ],
)
def test_the_languages_are_one_quiz(folder, old, new, words):
    change(folder / QUIZ, old, new)

    (fault,) = check_folder(folder)

    assert fault.path == QUIZ
    assert words in fault.sentence


def test_the_same_choices_are_right_in_both_languages(folder):
    change(folder / QUIZ, "- [ ] True", "- [?] True")
    change(folder / QUIZ, "- [x] False", "- [ ] False")
    change(folder / QUIZ, "- [?] True", "- [x] True")

    (fault,) = check_folder(folder)

    assert "the same ones right" in fault.sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"---\ntitle: a\0b\n---\n", "not plain text"),
        (b"x" * 200_000, "too long"),
        ("Bài".encode("utf-16"), "cannot be read"),
        (b"no facts at all", "begins with facts"),
        (b"---\n---\n", "“title” is missing"),
    ],
)
def test_a_file_that_is_no_lesson_is_named(folder, content, words):
    (folder / LESSON).write_bytes(content)

    faults = check_folder(folder)

    assert {fault.path for fault in faults} == {LESSON}
    assert any(words in fault.sentence for fault in faults)


def test_a_missing_file_is_named(folder):
    (folder / LESSON).unlink()

    (fault,) = check_folder(folder)

    assert str(fault) == f"{LESSON}:1: This file is missing."


def test_a_heavy_drawing_is_named(folder):
    drawing = folder / "C/C1/top.svg"
    drawing.write_text(drawing.read_text() + " " * 5000)

    faults = check_folder(folder)

    assert {fault.path for fault in faults} == {"C/C1/lesson.vi.md", LESSON}
    assert all("4096 is the most" in fault.sentence for fault in faults)


def test_a_drawing_that_runs_scripts_is_named(folder):
    (folder / "C/C1/top.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    )

    assert all("scripts" in fault.sentence for fault in check_folder(folder))


def test_two_parts_cannot_have_one_heading(folder):
    change(folder / LESSON, "::: tip", "## Read the ADDRESS with care\nText\n\n::: tip")

    assert "has this heading already" in check_folder(folder)[0].sentence


def test_decomposed_letters_are_read_as_whole_ones(folder):
    for path in ("C/C1/lesson.vi.md", "C/C1/quiz.vi.md"):
        text = (folder / path).read_text("utf-8")
        (folder / path).write_text(unicodedata.normalize("NFD", text), "utf-8")

    assert check_folder(folder) == []


def test_windows_line_ends_are_read(folder):
    for path in folder.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert check_folder(folder) == []
