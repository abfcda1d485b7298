"""Cutting exact, attributed words out of an article, and citing them.

`selection` chooses words, `excerpt` cuts them out part by part, `citation` says where they are from, `wording` and
`formats` write them; `works` are what bibliographies list.
"""
