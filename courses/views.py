"""What is not a page of the tree: finding a lesson."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.finding import find_lessons


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Show the lessons in this language that hold the words typed."""
    query = request.GET.get("q", "")
    context = {"query": query, "lessons": find_lessons(query)}
    return render(request, "courses/find.html", context)
