"""Signing: the ceremony, colleagues at other PCs, rights."""
