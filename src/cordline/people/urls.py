"""The addresses of persons."""

from django.urls import path

from cordline.people.pages import listing, record

app_name = "people"
urlpatterns = [
    path("", listing.persons, name="persons"),
    path("register/", listing.register, name="register"),
    path("<str:code>/", record.person, name="person"),
    path("<str:code>/opened/", record.reads, name="reads"),
    path("<str:code>/correct/", record.amend, name="amend"),
    path("<str:code>/weight/", record.weight, name="weight"),
    path("<str:code>/allergies/", record.allergies, name="allergies"),
    path("<str:code>/copy/", record.export, name="export"),
    path("<str:code>/erase/", record.erase, name="erase"),
]
