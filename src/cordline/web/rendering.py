"""How Django's forms are drawn: label, hint, error and control in the house's one shape."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Draws every form and field with the templates of the web room."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
