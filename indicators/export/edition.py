"""The edition: whose data an export holds, as of which commit, and under which licences."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from indicators.comparing.versions import VIETNAM
from indicators.computing.compute import Views


class License(NamedTuple):
    """A licence by its SPDX name, its title, and where its text stands."""

    spdx: str
    title: str
    url: str


FOR_DATA = License(
    "CC-BY-4.0",
    "Creative Commons Ghi công 4.0 Quốc tế",
    "https://creativecommons.org/licenses/by/4.0/",
)
FOR_CODE = License("MIT", "Giấy phép MIT", "https://opensource.org/license/mit")
BOTH = f"{FOR_DATA.spdx} (dữ liệu); {FOR_CODE.spdx} (mã nguồn)"


@dataclass(frozen=True, slots=True)
class Edition:
    """What an export says of itself beside the data; all of it is given, nothing is looked up.

    ``address`` is the public address of the site with a slash at its end, ``commit`` the full
    name of the commit and ``date`` its date, ``contact`` a text or an address to report errors
    to; each may be empty or None when it is not known.
    """

    address: str = ""
    commit: str = ""
    date: dt.date | None = None
    contact: str = ""

    @property
    def version(self) -> str:
        """The version of the data: the commit's date and the first digits of its name."""
        parts = [self.date.isoformat() if self.date else "", self.commit[:10]]
        return "-".join(part for part in parts if part)


UNSTATED = Edition()
"""An edition of which nothing is known."""


def edition(
    environment: Mapping[str, str],
    *,
    commit: str = "",
    address: str | None = None,
    contact: Sequence[str] | None = None,
) -> Edition:
    """The edition that environment variables describe, of a commit when the data is that one's.

    ``SOURCE_DATE_EPOCH`` is the commit's time in seconds since 1970; unless they are given,
    ``SITE_URL`` is the address, and ``REPORT_TEXT`` and ``REPORT_URL`` are the contact. Errors:
    ``ValueError`` when the time is none.
    """
    if contact is None:
        contact = [environment.get(name, "").strip() for name in ("REPORT_TEXT", "REPORT_URL")]
    public = (environment.get("SITE_URL", "") if address is None else address).strip()
    return Edition(
        address=public + "/" if public and not public.endswith("/") else public,
        commit=commit,
        date=_date(environment.get("SOURCE_DATE_EPOCH", "").strip()),
        contact=" – ".join(part for part in contact if part),
    )


def _date(epoch: str) -> dt.date | None:
    if not epoch:
        return None
    if not re.fullmatch("[0-9]{1,11}", epoch):
        raise ValueError(f"SOURCE_DATE_EPOCH: “{epoch}” không phải số giây tính từ năm 1970")
    return dt.datetime.fromtimestamp(int(epoch), VIETNAM).date()


def title(views: Views) -> str:
    """What the whole of the data is called."""
    data = views.dataset
    return f"Số liệu chỉ tiêu của {data.organisation.name}, {data.term.name}"
