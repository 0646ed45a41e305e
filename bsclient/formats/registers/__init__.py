"""Registers of people in files: tables (XLSX, XLS, ODS, CSV) by the names of their columns, and 1C's XML for wages."""
