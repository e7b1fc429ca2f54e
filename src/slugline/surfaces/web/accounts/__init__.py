"""Who may sign in and decide, and which programs may read: the desk's own tables, on both databases.

    passwords   argon2 hashes and what a password must be
    accounts    names and passwords; a sign-in
    sessions    who is signed in, by the token of a cookie
    tokens      read tokens of the API
    attempts    how often a sign-in may be tried

Every function takes the `Record` and, where time matters, the moment. Secrets that come from outside are hashed before
they are looked up; no error and no log holds one.
"""
