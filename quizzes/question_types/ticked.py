"""What the question types share whose choices are ticked and are right or not."""

from typing import Any

from django import forms

from quizzes.question_types.base import QuestionType, ReviewLine


class RadioChoices(forms.RadioSelect):
    template_name = "quizzes/question_types/choices.html"


class CheckboxChoices(forms.CheckboxSelectMultiple):
    template_name = "quizzes/question_types/choices.html"


class Ticked(QuestionType):
    """Choices to tick; a subclass says whether an answer is one id or a list of ids."""

    def frozen(self, value: Any) -> dict[str, Any]:
        """Return the text, and each choice with its id, text, right and feedback."""
        choices = [
            {
                "id": item.id,
                "text": str(item.value["text"]),
                "right": bool(item.value["right"]),
                "feedback": str(item.value["feedback"]),
            }
            for item in value["choices"].bound_blocks
        ]
        return {"text": str(value["text"]), "choices": choices}

    def points(self, question: dict[str, Any], answer: Any) -> int:
        """Return 1 where all that is right was ticked, and nothing else."""
        right = {choice["id"] for choice in question["choices"] if choice["right"]}
        return int(self.ticked(answer) == right)

    def review(
        self, question: dict[str, Any], answer: Any, order: list[str]
    ) -> list[ReviewLine]:
        """Return one line for each choice, as the paper had them."""
        ticked = set() if answer is None else self.ticked(answer)
        choices = {choice["id"]: choice for choice in question["choices"]}
        return [
            ReviewLine(
                text=choices[each]["text"],
                chosen=each in ticked,
                right=choices[each]["right"],
                feedback=choices[each]["feedback"],
            )
            for each in order
        ]

    def ticked(self, answer: Any) -> set[str]:
        """Return the ids that a cleaned answer ticks."""
        raise NotImplementedError

    @staticmethod
    def options(question: dict[str, Any], order: list[str]) -> list[tuple[str, str]]:
        """Return id and text of each choice, in order, for a form field."""
        texts = {choice["id"]: choice["text"] for choice in question["choices"]}
        return [(each, texts[each]) for each in order]


class OneOf(Ticked):
    """Exactly one choice is ticked: an answer is its id."""

    def field(self, question: dict[str, Any], order: list[str]) -> forms.Field:
        return forms.ChoiceField(
            choices=self.options(question, order), widget=RadioChoices
        )

    def cleaned(self, question: dict[str, Any], raw: Any) -> str | None:
        return raw if raw in ids_of(question) else None

    def ticked(self, answer: str) -> set[str]:
        return {answer}


def ids_of(question: dict[str, Any]) -> list[str]:
    """Return the ids of the choices as the trainer wrote them."""
    return [choice["id"] for choice in question["choices"]]
