"""Preferences of this computer: drawn from the declarations in `bsclient.settings`."""
