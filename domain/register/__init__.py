"""The register as a workbook brings it: values and what is refused."""
