import os

from django.core.wsgi import get_wsgi_application

from konullu.platform import instance

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konullu.settings")

# Before platform/metrics.py is imported: the server's processes count together, in one folder.
metrics_folder = instance.data_folder() / "metrics"
metrics_folder.mkdir(parents=True, exist_ok=True)
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(metrics_folder))

application = get_wsgi_application()
