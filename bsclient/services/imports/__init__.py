"""Payments that come in from files, pictures and copied text: looked at, checked, taken in as drafts."""
