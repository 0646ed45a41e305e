"""The page of letters: conversations with the bank. All of their texts are plain, whatever they look like."""
