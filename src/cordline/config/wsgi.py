"""The door through which a web server reaches the house."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordline.config.settings")

from django.core.wsgi import get_wsgi_application

from cordline.config import serving

application = get_wsgi_application()
serving.settle()
warming = serving.begin()
