"""Addresses that monitors and load balancers ask."""

from django.urls import path

from lms.jobs import views

urlpatterns = [
    path("healthz", views.alive),
    path("readyz", views.ready),
]
