"""Payments from codes, pictures, PDF files, copied text and the screen, and what is shown beside the form."""
