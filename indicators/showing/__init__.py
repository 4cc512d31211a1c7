"""Pages: HTML and SVG from views, what a page may call, and where links lead."""
