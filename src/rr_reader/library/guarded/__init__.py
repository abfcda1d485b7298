"""Reading what may be hostile in a process of its own, which has limits and can be killed: `reading` is what to call.

`child` is the process as seen from here, `serving` from within, `wire` what passes between them, `limits` what the
process may take. `work` is a value that does something with items; any module may have such: see `in_parallel`.
"""
