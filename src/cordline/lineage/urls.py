"""The addresses of holds."""

from django.urls import path

from cordline.lineage.pages import holds

app_name = "lineage"
urlpatterns = [
    path("holds/", holds.holds, name="holds"),
    path("holds/new/", holds.new, name="hold_new"),
    path("holds/<str:code>/", holds.hold, name="hold"),
    path("holds/<str:code>/lift/", holds.lift, name="hold_lift"),
]
