"""Collects the pages that docs/SUMMARY.md lists, and every file they link to, in a folder from which mdBook makes a book.

usage: book.py DIR

mdBook shows only what lies in one folder, and the pages of this repository lie in several. Their places relative to each other stay the
same, so their links keep working. A README becomes the index of its folder.
"""

import os
import pathlib
import re
import shutil
import sys
import urllib.parse

LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=\))")


def published(path):
    """Where a page of the repository stands in the book."""
    return path.with_name("index.md") if path.name == "README.md" else path


def links(page):
    """The files that a page links to."""
    for link in LINK.findall(page.read_text("utf-8")):
        path = urllib.parse.unquote(link.partition("#")[0])
        if path and not re.match(r"[a-z][a-z0-9+.-]*:", path):
            target = pathlib.Path(os.path.normpath(page.parent / path))
            if target.is_file():
                yield target


def main():
    book = pathlib.Path(sys.argv[1])
    shutil.rmtree(book, ignore_errors=True)
    summary = pathlib.Path("docs/SUMMARY.md")
    pages = list(links(summary))
    others = {target for page in pages for target in links(page)} - set(pages)
    for page in [*pages, *others]:
        place = book / (published(page) if page in pages else page)
        place.parent.mkdir(parents=True, exist_ok=True)
        if page not in pages:
            shutil.copyfile(page, place)
            continue

        def moved(link, page=page):
            path, mark, anchor = link[1].partition("#")
            if not path.endswith("README.md") or pathlib.Path(os.path.normpath(page.parent / path)) not in pages:
                return link[0]
            return path.removesuffix("README.md") + "index.md" + mark + anchor

        place.write_text(LINK.sub(moved, page.read_text("utf-8")), "utf-8")

    def listed(link):
        return os.fspath(published(pathlib.Path(os.path.normpath(summary.parent / link[1]))))

    (book / "SUMMARY.md").write_text(LINK.sub(listed, summary.read_text("utf-8")), "utf-8")


main()
