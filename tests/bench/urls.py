"""The site, and beside it a view that does nothing, to compare with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from lms.urls import urlpatterns as of_the_site


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nothing")


urlpatterns = [path("bench/empty/", empty), *of_the_site]
