"""Widgets that every page is made of: labels, tables, filters, dialogs."""
