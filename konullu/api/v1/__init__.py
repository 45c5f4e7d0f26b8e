"""Version 1 of the API. What is here is only added to; a change that breaks a reader is version 2."""
