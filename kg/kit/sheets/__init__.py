"""A case as a spreadsheet, both ways: an Excel workbook or CSV files with a sheet for each kind of thing.

Takes a document and gives bytes or texts; takes those and gives a document whose places are cells. It
writes no file. openpyxl is loaded only for workbooks. See ``docs/decisions/0022-spreadsheets.md``.
"""

from kg.kit.sheets.csv_files import csv_texts, read_csv
from kg.kit.sheets.entries import Read, read_tables
from kg.kit.sheets.restore import restored
from kg.kit.sheets.tables import TABLES, case_tables

__all__ = ["TABLES", "Read", "case_tables", "csv_texts", "read_csv", "read_tables", "restored"]
