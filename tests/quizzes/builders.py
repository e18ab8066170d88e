"""Small makers for the tests of quizzes."""

import json
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict

from quizzes.models import Question, Quiz
from quizzes.question_types import QUESTION_TYPES


def stored(kind, value=None):
    """Return a question's content as the database keeps it, but for its id."""
    value = QUESTION_TYPES[kind].example["value"] if value is None else value
    return json.dumps([{"type": kind, "value": value}], cls=DjangoJSONEncoder)


def make_quiz(kinds=("single", "several", "true_false", "order"), **fields):
    """Return a saved, unpublished quiz with the example of each kind."""
    quiz = Quiz(**{"title": "Câu hỏi thử", "live": False} | fields)
    quiz.questions = [
        Question(
            key=UUID(int=number),
            sort_order=number,
            content=stored(kind),
            read_again="Gọi về số chính thức",
        )
        for number, kind in enumerate(kinds, start=1)
    ]
    quiz.save()
    return quiz


def publish(quiz):
    """Return the quiz as it is read again after what it holds was published."""
    quiz.save_revision().publish()
    return Quiz.objects.get(pk=quiz.pk)


def ids(quiz):
    """Return the key of each question with the ids of its choices."""
    return {
        question["key"]: [choice["id"] for choice in question["choices"]]
        for question in quiz.content["questions"]
    }


def frozen(kind, key="q1"):
    """Return the example of a kind as an edition keeps it."""
    block = QUESTION_TYPES[kind].block()
    value = block.to_python(QUESTION_TYPES[kind].example["value"])
    question = QUESTION_TYPES[kind].frozen(value)
    return {"key": key, "type": kind, "read_again": "", **question}


def content_of(*kinds):
    """Return an edition's content with the example of each kind; keys q1, q2, …"""
    questions = [frozen(kind, f"q{n}") for n, kind in enumerate(kinds, start=1)]
    return {
        "title": "Thử",
        "pass_percent": 70,
        "language": "vi",
        "questions": questions,
    }


def answers_to(content, which="right"):
    """Return the right, or the wrong, answer to every question."""
    return {
        question["key"]: QUESTION_TYPES[question["type"]].example[which]
        for question in content["questions"]
    }


def posted(paper, answers):
    """Return what a browser sends for these answers."""
    data = QueryDict(mutable=True)
    for asked in paper:
        answer, name = answers.get(asked.key), f"q-{asked.key}"
        if asked.frozen["type"] == "order":
            for place, choice_id in enumerate(asked.order):
                number = answer.index(choice_id) + 1 if answer else ""
                data[f"{name}_{place}"] = str(number)
        elif isinstance(answer, list):
            data.setlist(name, answer)
        elif answer is not None:
            data[name] = answer
    return data
