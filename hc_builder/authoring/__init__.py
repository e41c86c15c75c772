"""What writers do with files as a whole: begin an article or a category, and move one with all that names it."""
