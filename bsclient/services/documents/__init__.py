"""What a user does with documents of any type: drafts, checks, lists, prints, links, recurring ones."""
