"""Addresses of the staff's training, below /kanri/kenshu/. No names stand in an address."""

from django.urls import path

from courses.views.training import learning, overview

app_name = "staff_training"
urlpatterns = [
    path("", learning.index, name="index"),
    path("<int:pk>/", learning.lesson, name="lesson"),
    path("overview/", overview.index, name="overview"),
    path("overview/<slug:name>/save/", overview.save, name="save"),
    path("people/<int:pk>/", overview.person, name="person"),
]
