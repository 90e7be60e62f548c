"""A case into a spreadsheet and back: what could not come back whole is not written."""

from kg.spreadsheets.from_sheets import Returned, sheets_as_case, write_returned
from kg.spreadsheets.to_sheets import Sheets, case_as_sheets

__all__ = ["Returned", "Sheets", "case_as_sheets", "sheets_as_case", "write_returned"]
