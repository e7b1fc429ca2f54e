"""Webhooks: addresses that are told what becomes news, signed as the Standard Webhooks specification says.

    keeping    which hooks there are, and how far each has been told
    places     which addresses may be posted to
    sending    one message: signed, posted, tried again
    telling    all that is news, to every hook

Posting needs the extra ``slugline[web]``. It is the one thing that leaves the desk by itself, and only where somebody
has made a hook.
"""
