"""Prints what openpyxl reads from a workbook of bench/reread.ts, as JSON."""
import datetime
import json
import sys

import openpyxl
from openpyxl.utils.escape import unescape


def told(cell):
    value = cell.value
    if isinstance(value, str):
        return ["text", unescape(value)]
    if isinstance(value, datetime.datetime):
        return ["date", value.isoformat(), cell.number_format]
    if value is None:
        return ["nothing", None, "General"]
    kind = "boolean" if isinstance(value, bool) else "number"
    return [kind, value, cell.number_format]


workbook = openpyxl.load_workbook(sys.argv[1])
sheet = workbook["list"]
rows = {row[0].value: told(row[1]) for row in sheet.iter_rows(min_row=2)}
formulas = sum(cell.data_type == "f" for page in workbook for row in page.iter_rows() for cell in row)
rows["sheets"] = workbook.sheetnames
rows["frozen"] = sheet.freeze_panes
rows["filter"] = sheet.auto_filter.ref
rows["confidence"] = [sheet["D2"].value, sheet["D2"].number_format]
rows["formulas"] = formulas
json.dump(rows, sys.stdout)
