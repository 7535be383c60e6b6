"""The conversation about the workbook."""
