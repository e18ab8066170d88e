"""Addresses of places."""

from django.urls import path

from lms.communes import views

app_name = "communes"
urlpatterns = [path("places/", views.find, name="find")]
