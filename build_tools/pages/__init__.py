"""The pages of the site: views of the knowledge base, and the templates that write them as HTML."""
