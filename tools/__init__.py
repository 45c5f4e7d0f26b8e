"""Tools of the people who build Könüllü: pins of dependencies, words for translation. Not part of the product."""
