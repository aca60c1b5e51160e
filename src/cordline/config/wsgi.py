"""The door through which a web server reaches the house."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordline.config.settings")
os.environ.setdefault("CORDLINE_POOL_SIZE", "16")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
