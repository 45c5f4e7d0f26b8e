"""Where an opportunity is found, as absolute addresses."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Links:
    """Absolute addresses of one opportunity. Empty where there is none."""

    page: str  # its public page in the language of the form
    organisation: str = ""  # the organisation's public page
    picture: str = ""
    site: str = ""  # the root of the site
