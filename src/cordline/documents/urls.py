"""The addresses of files and signed records."""

from django.urls import path

from cordline.documents.pages import files, labels

app_name = "documents"
urlpatterns = [
    path("files/<str:sha256>/", files.file, name="file"),
    path("labels/", labels.find, name="find_labels"),
    path("labels/<str:code>/", labels.labels, name="labels"),
    path("labels/<str:code>/<int:batch>/<str:form>/", labels.printed, name="labels_file"),
    path("signed/", files.signed_records, name="signed"),
    path("signed/pdf/", files.signed_pdf, name="signed_pdf"),
]
