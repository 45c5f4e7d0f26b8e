"""An e-mail shown as a mail program shows it: its own style sheet and nothing else, in a sandbox."""

import base64
import hashlib
import re

from django.http import HttpResponse

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def mail_page(html: str) -> HttpResponse:
    """The document under a policy of its own: only those style sheets that stand in it, no script, no picture."""
    digests = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in _STYLE.findall(html)]
    styles = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    answer = HttpResponse(html)
    answer["Content-Security-Policy"] = f"default-src 'none'; style-src {styles}; frame-ancestors 'self'; sandbox"
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer
