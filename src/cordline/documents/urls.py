"""The addresses of files and signed records."""

from django.urls import path

from cordline.documents.pages import files

app_name = "documents"
urlpatterns = [
    path("files/<str:sha256>/", files.file, name="file"),
    path("signed/", files.signed_records, name="signed"),
    path("signed/pdf/", files.signed_pdf, name="signed_pdf"),
]
