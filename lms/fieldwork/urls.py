from django.urls import path

from lms.fieldwork import views

app_name = "fieldwork"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/register/", views.register, name="register"),
    path("desk/card/", views.card, name="card"),
    path("desk/card/kept/", views.card_kept, name="card_kept"),
    path("desk/<uuid:learner_id>/next/", views.what_next, name="what_next"),
    path("desk/stand-up/", views.stand_up, name="stand_up"),
    path("desk/<uuid:learner_id>/sit/", views.sit, name="sit"),
    path("desk/<uuid:learner_id>/correct/", views.correct, name="correct"),
    path("desk/<uuid:learner_id>/pin/", views.renew_pin, name="renew_pin"),
    path("desk/<uuid:learner_id>/card/", views.hand_over, name="hand_over"),
]
