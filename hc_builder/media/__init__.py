"""What becomes of pictures and video on their way into a site: lighter forms, and nothing private in them."""
