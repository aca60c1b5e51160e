"""The house with the rival of ``bench scan`` beside it, for granian."""

from django.conf import settings

from cordline.config.wsgi import application, warming

warming.cancel()  # nothing else runs while it is measured
settings.ROOT_URLCONF = "bench.scan_rival"

__all__ = ["application"]
