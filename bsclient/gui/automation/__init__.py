"""What goes on by itself: notifications with their rules, exports into folders, e-mail."""
