"""All forms of ours, the editor's of our pages and snippets among them."""

from functools import cache
from importlib import import_module

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

OURS = ("lms.", "courses.", "quizzes.")


def fields():
    """Return each field of each form as (name, field); no form is filled in."""
    return {
        f"{form.__module__}.{form.__qualname__}.{name}": field
        for form in all_forms()
        for name, field in form.base_fields.items()
    }


@cache
def all_forms():
    import_module("lms.urls")  # and with it every view and every form
    declared = {form for form in _below(forms.BaseForm) if _ours(form)}
    pages = [page for page in get_page_models() if page is not Page and _ours(page)]
    edited = [page.get_edit_handler() for page in pages]
    edited += [
        model.snippet_viewset.get_edit_handler()
        for model in get_snippet_models()
        if _ours(model)
    ]
    made = {handler.get_form_class() for handler in edited if handler}
    return sorted(
        (form for form in declared | made if form is not WagtailAdminModelForm),
        key=lambda form: (form.__module__, form.__qualname__),
    )


def _below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _ours(kind):
    return kind.__module__.startswith(OURS)
