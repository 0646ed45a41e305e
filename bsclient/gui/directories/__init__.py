"""Directories of the Bank of Russia: banks by BIC."""
