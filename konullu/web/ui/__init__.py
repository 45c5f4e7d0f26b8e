"""What all pages share: base page, components, forms, error pages, covers, the style guide."""
