"""Paper out: every report in every format, from one session, none of it typed twice."""

from interview_desk.reports.exporter import AUDIENCES, FORMATS, Audience, Format, file_name, render, write

__all__ = ["AUDIENCES", "FORMATS", "Audience", "Format", "file_name", "render", "write"]
