"""What stands on a page, as a file: the same figures, with what is hidden hidden."""

from lms.dashboards.exports.files import FILES, file_of, files_offered

__all__ = ["FILES", "file_of", "files_offered"]
