"""The addresses of imports."""

from django.urls import path

from cordline.interop.pages import imports

app_name = "interop"
urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/<str:code>/", imports.batch, name="batch"),
    path("imports/<str:code>/withdraw/", imports.withdraw, name="withdraw"),
    path("import/<str:kind>/", imports.upload, name="upload"),
    path("import/<str:kind>/template/", imports.template, name="template"),
]
