from django.urls import path

from lms.journey import offline, views

app_name = "journey"
urlpatterns = [
    path("offline/", offline.page, name="offline"),
    path("me/", views.me, name="me"),
    path("me/sitting/", views.sitting_fragment, name="sitting_fragment"),
    path("me/data/", views.my_data, name="my_data"),
    path("me/data/file/", views.download_data, name="download_data"),
    path("me/data/looks/", views.looks, name="looks"),
    path("me/data/correct/", views.correct_data, name="correct_data"),
    path("me/data/withdraw/", views.withdraw, name="withdraw"),
    path("lessons/<uuid:key>/", views.lesson_mine, name="lesson_mine"),
    path("lessons/<uuid:key>/fragment/", views.lesson_fragment, name="lesson_fragment"),
    path("lessons/<uuid:key>/start/", views.start_quiz, name="start_quiz"),
    path("lessons/<uuid:key>/done/", views.mark_as_done, name="mark_as_done"),
    path("courses/<uuid:key>/fragment/", views.course_fragment, name="course_fragment"),
    path("attempts/<uuid:attempt_id>/", views.attempt, name="attempt"),
    path("attempts/<uuid:attempt_id>/result/", views.result, name="result"),
]
