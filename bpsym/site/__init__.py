"""The site: pages on which every equation carries its verdict.

`bpsym.site.verdicts` is a Python-Markdown extension and works in any site generator that takes one;
`bpsym.site.hook` is the MkDocs hook that adds the pages of `derivations/`, KaTeX, and the check of the whole build.
"""
