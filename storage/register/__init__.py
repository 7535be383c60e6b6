"""Writing the township's register: what a workbook says, compared with what is there, in one transaction."""
