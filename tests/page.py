"""Opens the page of the bundled articles in a browser and reads what it shows. Run by `.ci/programs --heavy`, which installs Chromium.

usage: page.py PROGRAM BROWSER
"""

import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Clicks that a reader makes, and what must then stand in the page. They run in a copy of the page without its policy.
CLICKS = {
    "a row opens": ("document.querySelector('tr.row').click()", r'<tr class="detail">.*<blockquote>.*<mark class="action"'),
    "chains": ("document.querySelectorAll('#tabs button')[1].click()", r'<div class="chain"><ol><li>.*<ol><li>'),
    "quotations": ("document.querySelectorAll('#tabs button')[2].click()", r'<tr class="plain">.*“'),
    "articles": ("document.querySelectorAll('#tabs button')[3].click()", r'<tr class="plain">'),
    "words": ("ask({words: 'no such words anywhere'})", r"0 of \d+ incidents"),
    "act": ("ask({root: '16'})", r"{of_root_16} of \d+ incidents"),
    "one incident": ("showOnly(INCIDENTS[5])", r'aria-expanded="true" data-index="5"'),
}


def shown(browser, page):
    run = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--enable-logging=stderr", "--dump-dom", page.as_uri()],
        capture_output=True, text=True, check=True, timeout=120,
    )
    faults = [line for line in run.stderr.splitlines() if "CONSOLE" in line]
    if faults:
        sys.exit(f"{page.name}: the browser complains: {faults[:3]}")
    return run.stdout


def main():
    program, browser = sys.argv[1:3]
    articles = str(ROOT / "fixtures" / "articles")
    rows = list(csv.DictReader(io.StringIO(subprocess.run([program, "extract", "--quiet", articles], capture_output=True, text=True, check=True).stdout)))
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.html")
        subprocess.run([program, "report", "--quiet", articles, "-o", str(page)], check=True)
        dom = shown(browser, page)
        wanted = f"{len(rows)} of {len(rows)} incidents"
        listed = dom.count('<tr class="row ')
        if wanted not in dom or listed != min(len(rows), 100) or 'class="bar' not in dom or 'class="dot' not in dom:
            sys.exit(f"the page does not show {wanted}: {listed} rows listed")
        bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
        for name, (click, found) in CLICKS.items():
            copy = pathlib.Path(folder, "copy.html")
            copy.write_text(bare.replace("</body>", f"<script>{click}</script></body>"), encoding="utf-8")
            found = found.replace("{of_root_16}", str(sum(row["cameo_root"] == "16" for row in rows)))
            if not re.search(found, shown(browser, copy), re.S):
                sys.exit(f"{name}: {found} is not shown after {click}")
    print(f"the page shows {len(rows)} incidents and answers {len(CLICKS)} clicks")


if __name__ == "__main__":
    main()
