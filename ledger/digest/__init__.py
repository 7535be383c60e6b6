"""The workbook that goes with a digest."""
