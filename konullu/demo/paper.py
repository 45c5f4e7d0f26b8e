"""A paper for the demo: a real, small PDF of one page that says what it is."""

from django.core.files.uploadedfile import SimpleUploadedFile


def pdf(title: str) -> SimpleUploadedFile:
    """One A4 page with a line of text (ASCII only: the standard fonts of PDF have no other letters)."""
    line = title.encode("ascii", "replace").replace(b"(", b"[").replace(b")", b"]")
    text = b"BT /F1 18 Tf 72 760 Td (" + line + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(body),
    )
    return SimpleUploadedFile("demo.pdf", body + tail, content_type="application/pdf")
