"""The addresses of follow-up."""

from django.urls import path

from cordline.followup.pages import contacts, events

app_name = "followup"
urlpatterns = [
    path("", contacts.contacts, name="contacts"),
    path("contact/<str:code>/", contacts.contact, name="contact"),
    path("contact/<str:code>/end/", contacts.end, name="end_contact"),
    path("contact/<str:code>/try/", contacts.attempt, name="try_contact"),
    path("death/<str:code>/", contacts.death, name="death"),
    path("events/", events.events, name="events"),
    path("event/<str:code>/", events.event, name="event"),
    path("event/<str:code>/upgrade/", events.upgrade, name="upgrade"),
    path("event/<str:code>/sent/", events.sent, name="sent"),
    path("event/<str:code>/close/", events.close, name="close"),
    path("report/<str:code>/", events.report, name="report"),
]
