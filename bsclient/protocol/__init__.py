"""What travels between client and bank: declared once, used by both sides. Version 1."""

VERSION = 1
