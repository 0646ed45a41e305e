"""Notifications: rules, what they find, the words for it, and the roads to the user."""
