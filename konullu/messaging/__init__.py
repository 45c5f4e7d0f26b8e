"""Messaging: one outbox for letters of all kinds, written in the transaction of their cause, sent by the worker.

It knows people, not domains: the domain that has something to say owns the text. Channels are plug-ins.
"""
