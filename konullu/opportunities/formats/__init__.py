"""An opportunity in the forms that other programs read: schema.org, the Volunteering Data Standard, iCalendar. Pure.

Addresses are given by the door that asks (`Links`): nothing here knows a route. No form carries a contact person.
"""
