from django.urls import path

from lms.learners import views

app_name = "learners"
urlpatterns = [
    path("register/", views.register, name="register"),
    path("register/<slug:code>/", views.register_in, name="register_in"),
    path("card/", views.card, name="card"),
    path("card/kept/", views.card_kept, name="card_kept"),
    path("privacy/", views.privacy, name="privacy"),
]
