"""The addresses of trace and recall."""

from django.urls import path

from cordline.vigilance.pages import recall, trace

app_name = "vigilance"
urlpatterns = [
    path("trace/", trace.start, name="trace_start"),
    path("trace/<str:code>/", trace.trace, name="trace"),
    path("recalls/", recall.recalls, name="recalls"),
    path("recalls/new/", recall.new, name="recall_new"),
    path("recalls/<str:code>/", recall.room, name="recall"),
    path("recalls/<str:code>/contact/<int:contact>/", recall.contact, name="recall_contact"),
    path("recalls/<str:code>/close/", recall.close, name="recall_close"),
    path("recalls/<str:code>/report/", recall.report, name="recall_report"),
    path("recalls/<str:code>/contact/<int:contact>/letter/", recall.letter, name="recall_letter"),
    path("recalls/<str:code>/letters/", recall.letters, name="recall_letters"),
]
