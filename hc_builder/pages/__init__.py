"""The pages of a site: what each shows, and the files that they share."""
