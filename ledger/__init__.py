"""The one place that knows Excel: the township's workbook in, with what is wrong in it by row, and out."""
