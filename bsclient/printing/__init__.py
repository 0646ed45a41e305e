"""Forms and reports painted with QtGui alone: the same pages for the window, for PDF and for the command line."""
