"""Cross-field rules: small pure functions over what could be read of a draft, each with its act and dates."""
