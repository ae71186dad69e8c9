"""Copies the pages in docs/SUMMARY.md, and all files that they link to, into a folder from which mdBook builds a book.

usage: book.py DIR

mdBook reads only one folder, but the pages of this repository are in several folders. Their relative positions stay the
same, so their links still work. A README becomes the index of its folder.
"""

import os
import pathlib
import re
import shutil
import sys
import urllib.parse

LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=\))")


def published(path):
    """The path of a page in the book."""
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
