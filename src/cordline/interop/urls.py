"""The addresses of imports."""

from django.urls import path

from cordline.interop.pages import imports, staff

app_name = "interop"
urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/<str:code>/", imports.batch, name="batch"),
    path("imports/<str:code>/withdraw/", imports.withdraw, name="withdraw"),
    path("import/staff/", staff.people, name="people"),
    path("import/staff/template/", staff.people_template, name="people_template"),
    path("import/<str:kind>/", imports.upload, name="upload"),
    path("import/<str:kind>/template/", imports.template, name="template"),
]
