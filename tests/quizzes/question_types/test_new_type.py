"""A fifth type is one file: no list to edit, no migration, offered at once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

NEW_TYPE = """
from django import forms
from wagtail.blocks import IntegerBlock

from quizzes.question_types.base import QuestionType, ReviewLine, question_type
from quizzes.question_types.blocks import QuestionBlock

EXAMPLE = {"text": "12 + 30 = ?", "right": 42}


class NumberBlock(QuestionBlock):
    right = IntegerBlock()

    class Meta:
        preview_value = EXAMPLE


@question_type("number")
class Number(QuestionType):
    block = NumberBlock
    example = {"value": EXAMPLE, "right": 42, "wrong": 7}

    def frozen(self, value):
        return {"text": value["text"], "right": value["right"]}

    def field(self, question, order):
        return forms.IntegerField()

    def cleaned(self, question, raw):
        return raw if type(raw) is int else None

    def points(self, question, answer):
        return int(answer == question["right"])

    def review(self, question, answer, order):
        right = str(question["right"])
        return [ReviewLine(right, chosen=answer == question["right"], right=True)]
"""

SCRIPT = """
import django
django.setup()
from django.core.management import call_command
from wagtail.models import Locale
from quizzes.forms import PaperForm
from quizzes.marking import mark
from quizzes.models import Question, Quiz
from quizzes.paper import draw_paper
from quizzes.reviewing import review_paper

question = Question(content=[("number", {"text": "12 + 30 = ?", "right": 42})])
question.clean()
question.content[0].block.clean(question.content[0].value)
quiz = Quiz(title="Thử", locale=Locale(pk=1, language_code="vi"))
quiz.questions = [question]
content, key = quiz.content, str(question.key)
form = PaperForm(draw_paper(content, seed=0), {f"q-{key}": "42"})
assert form.is_valid(), form.errors
assert mark(content, form.answers).points_earned == 1
assert mark(content, {key: "42"}).points_earned == 0
assert review_paper(content, 0, form.answers)[0].told[0].text == "42"
call_command("makemigrations", "quizzes", "--check", "--dry-run")
"""


def test_a_fifth_type_is_one_file(tmp_path):
    shutil.copytree(ROOT / "quizzes", tmp_path / "quizzes")
    new_file = tmp_path / "quizzes" / "question_types" / "number.py"
    new_file.write_text(NEW_TYPE)
    paths = [str(tmp_path), str(ROOT), *filter(None, [os.getenv("PYTHONPATH")])]

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "No changes detected" in done.stdout
