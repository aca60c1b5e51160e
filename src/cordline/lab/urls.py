"""The laboratory's addresses."""

from django.urls import path

from cordline.lab.pages import acts, cords, counting, cultures, home, limits

app_name = "lab"
urlpatterns = [
    path("", home.home, name="home"),
    path("limits/", limits.limits, name="limits"),
    path("cords/receive/", cords.receive, name="receive"),
    path("cords/<str:code>/", cords.cord, name="cord"),
    path("cords/<str:code>/isolate/", acts.isolate, name="isolate"),
    path("cultures/start/", acts.start, name="start"),
    path("cultures/<str:code>/", cultures.culture, name="culture"),
    path("cultures/<str:code>/count/", counting.count, name="count"),
    path("cultures/<str:code>/counts/<int:number>/correct/", counting.correct, name="correct_count"),
    path("cultures/<str:code>/count/look/", counting.look, name="look"),
    path("cultures/<str:code>/passage/", acts.passage, name="passage"),
    path("cultures/<str:code>/fill/", acts.fill, name="fill"),
    path("cultures/<str:code>/end/", acts.end, name="end"),
    path("growth/<str:code>/", cultures.growth, name="growth"),
]
