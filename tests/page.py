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
    "chains": ("document.querySelectorAll('#tabs button')[1].click()", r'<td class="chain"><ol><li>.*<ol><li>'),
    "quotations": ("document.querySelectorAll('#tabs button')[2].click()", r'<tr class="plain">.*“'),
    "articles": ("document.querySelectorAll('#tabs button')[3].click()", r'<tr class="plain">'),
    "a key on the tabs": ("document.querySelector('#tabs button').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))", r'aria-labelledby="tab-1"'),
    "words": ("ask({words: 'no such words anywhere'})", r"0 of \d+ incidents.*Incidents \(0\).*None\."),
    "act": ("ask({root: '16'})", r"{of_root_16} of \d+ incidents.*Incidents \({of_root_16}\)"),
    "a click on a pair": ("document.querySelector('#pairs button').click()", r'aria-label="no longer only by [A-Z]{3}"'),
    "one incident": ("showOnly(INCIDENTS[5])", r'data-index="5".*aria-expanded="true".*<tr class="detail">'),
    "an order": ("ask({order: 'surest'}); document.title = INCIDENTS[0].confidence <= found()[0].confidence", "<title>true"),
    "what an address asks for": ("location.hash = 'root=16&status=nonsense&tab=3'", r"{of_root_16} of \d+ incidents.*aria-labelledby=\"tab-3\""),
    "what is asked for is put into the address": ("ask({root: '16'}); setTimeout(() => { document.title = location.hash }, 1000)", "<title>#root=16<"),
    "a circle in an edited table": (
        "const [a, b] = INCIDENTS; a.cells[PLACES.get('in_response_to')] = b.get('incident_id'); b.cells[PLACES.get('in_response_to')] = a.get('incident_id');"
        "document.title = chained([a, b]).firsts.length", "<title>1<"),
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


def hostile(program, browser, rows, folder):
    """A table whose cells would like to be markup, links and numbers: nothing of them is run, even without the policy."""
    evil = '"><img src=x onerror="document.title=1"><script>document.title=1</script>'
    addresses = ["javascript:document.title=1", " javascript:1", "data:text/html,1", "//example.org", "HTTPS://example.org/"]
    kept = {"incident_id", "cameo_code", "in_response_to"}
    edited = [
        {**{name: cell if name in kept else evil for name, cell in row.items()}, "article_url": addresses[at % len(addresses)], "latitude": "1e999", "date_from": "2025-99-99"}
        for at, row in enumerate(rows)
    ]
    table, page = pathlib.Path(folder, "hostile.csv"), pathlib.Path(folder, "hostile.html")
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(edited)
    subprocess.run([program, "report", "--quiet", str(table), "-o", str(page)], check=True)
    look = "document.querySelectorAll('tr.row').forEach((row) => row.click()); document.body.dataset.links = [...new Set([...document.links].map((link) => link.protocol))];"
    page.write_text(without_policy(page).replace("</body>", f"<script>{look}</script></body>"), encoding="utf-8")
    dom = shown(browser, page)
    if "<img" in dom or "<title>dateline: incidents<" not in dom or 'data-links="https:"' not in dom:
        sys.exit("a hostile table is run")


def without_policy(page):
    return re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))


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
        bare = without_policy(page)
        for name, (click, found) in CLICKS.items():
            copy = pathlib.Path(folder, "copy.html")
            copy.write_text(bare.replace("</body>", f"<script>{click}</script></body>"), encoding="utf-8")
            found = found.replace("{of_root_16}", str(sum(row["cameo_root"] == "16" for row in rows)))
            if not re.search(found, shown(browser, copy), re.S):
                sys.exit(f"{name}: {found} is not shown after {click}")
        hostile(program, browser, rows, folder)
    print(f"the page shows {len(rows)} incidents and answers {len(CLICKS)} clicks")


if __name__ == "__main__":
    main()
