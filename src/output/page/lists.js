
// The lists below the overview: incidents, chains, quotations, articles, what could not be read.

const STEP = 100;

/** A table that grows by a button: `make` gives the rows of an item. */
function growing(items, heads, make) {
  const body = element("tbody");
  const table = element("table", { class: "list" }, element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col", text })))), body);
  const button = element("button", { type: "button", class: "more" });
  let next = 0;
  const more = () => {
    for (const item of items.slice(next, next + STEP)) body.append(make(item));
    next = Math.min(next + STEP, items.length);
    button.hidden = next >= items.length;
    button.textContent = `Show more (${items.length - next} left)`;
  };
  button.addEventListener("click", more);
  more();
  return items.length ? [table, button] : [element("p", { class: "soft", text: "None." })];
}

function who(incident, side) {
  const [name, code] = [incident.get(`${side}_name`), incident.get(`${side}_code`)];
  return element("td", {}, element("span", { text: name }), name && code ? " " : null, code ? element("span", { class: "code", text: code }) : null);
}

function incidentRow(incident) {
  const act = element("td", {}, element("span", { text: incident.get("action") }), " ", element("span", { class: "code", text: incident.get("cameo_code"), title: incident.get("cameo_label") }));
  const opener = element("button", { type: "button", class: "open", "aria-expanded": "false", text: incident.get("date") || "no date" });
  const row = element("tr", { class: `row quad${incident.quad}`, "data-index": incident.index },
    element("td", { class: "day" }, opener),
    who(incident, "source"), act, who(incident, "target"),
    element("td", { text: incident.get("place") }),
    element("td", {}, element("span", { class: `status ${incident.get("status")}`, text: incident.get("status") })),
    element("td", { class: "sure", text: incident.get("confidence") }));
  row.addEventListener("click", () => {
    const isOpen = opener.getAttribute("aria-expanded") === "true";
    opener.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) row.nextElementSibling.remove();
    else row.after(element("tr", { class: "detail" }, element("td", { colspan: "7" }, ...detail(incident))));
  });
  return row;
}

/** The sentence, with the words that its cells came from. */
function sentence(incident) {
  const text = incident.get("sentence");
  const parts = [];
  let at = 0;
  for (const [start, end, role] of DATA.marks[incident.index]) {
    parts.push(text.slice(at, start), element("mark", { class: role, title: role, text: text.slice(start, end) }));
    at = end;
  }
  return element("blockquote", {}, ...parts, text.slice(at));
}

/** Only addresses of the web are links; what else an article gives stays text. */
function link(text, address) {
  return /^https?:\/\//i.test(address) ? element("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank", text }) : element("span", { text });
}

/** The title of an article that the page holds, else its id. */
function articleLink(id) {
  const article = ARTICLES.get(id);
  return link(article?.title || id, article?.url ?? "");
}

function goTo(incident) {
  return element("button", { type: "button", class: "link", text: `${incident.get("date") || "no date"}: ${brief(incident)}`, onclick: (event) => {
    event.stopPropagation();
    showOnly(incident);
  } });
}

function brief(incident) {
  return [incident.get("source_name") || incident.get("source_code") || "somebody", incident.get("action"), incident.get("target_name") || incident.get("target_code")].filter(Boolean).join(" · ");
}

/** Cells that the row or the sentence shows already. */
const SHOWN_ELSEWHERE = new Set(["sentence", "in_response_to", "article_title", "article_url", "article_source", "article_published", "article_id"]);

function detail(incident) {
  const article = [incident.get("article_source"), incident.get("article_published"), incident.get("article_id")].filter(Boolean).join(", ");
  const parts = [sentence(incident), element("p", {}, link(incident.get("article_title") || incident.get("article_url") || incident.get("article_id"), incident.get("article_url")), element("span", { class: "soft", text: ` (${article})` }))];
  const before = BY_ID.get(incident.get("in_response_to"));
  if (before) parts.push(element("h2", { text: "Answers" }), element("p", {}, goTo(before)));
  const after = CHAINS.answers.get(incident) ?? [];
  if (after.length) parts.push(element("h2", { text: "Answered by" }), ...after.map((answer) => element("p", {}, goTo(answer))));
  const words = DATA.evidence[incident.index];
  if (words.length) {
    parts.push(element("h2", { text: "The words behind it" }));
    parts.push(element("table", { class: "list" }, element("tbody", {}, ...words.map(([id, role, text, rule]) => element("tr", { class: "plain" },
      element("td", { text: role }), element("td", { text }), element("td", { class: "code", text: rule }), element("td", {}, id === incident.get("article_id") ? "" : articleLink(id)))))));
    if (DATA.more[incident.index]) parts.push(element("p", { class: "soft", text: `and ${DATA.more[incident.index]} more` }));
  }
  const cells = DATA.head.columns.map(([name]) => name).filter((name) => incident.get(name) && !SHOWN_ELSEWHERE.has(name));
  parts.push(element("h2", { text: "All cells" }), element("dl", {}, ...cells.map((name) => element("div", {}, element("dt", { text: name, title: ABOUT.get(name) }), element("dd", { text: incident.get(name) })))));
  return parts;
}

function listIncidents(shown) {
  const list = growing(shown, ["Date", "Who", "did", "to whom", "Where", "Status", "Confidence"], incidentRow);
  if (shown.length === 1) list[0].querySelector("tr.row").click();
  return list;
}

/** Answers within answers are followed no deeper: somebody may have edited the table into a circle. */
const DEEPEST = 100;

/** The acts that begin a chain which has an incident among those asked for. */
function chainsOf(shown) {
  if (shown.length === INCIDENTS.length) return CHAINS.firsts;
  const wanted = new Set(shown);
  const holds = (act, depth) => wanted.has(act) || (depth < DEEPEST && (CHAINS.answers.get(act) ?? []).some((answer) => holds(answer, depth + 1)));
  return CHAINS.firsts.filter((first) => holds(first, 0));
}

/** Acts and what answers them. */
function listChains(firsts) {
  const branch = (act, depth) => {
    const item = element("li", {}, goTo(act), " ", element("span", { class: `status ${act.get("status")}`, text: act.get("status") }));
    const answers = CHAINS.answers.get(act) ?? [];
    if (answers.length && depth < DEEPEST) item.append(element("ol", {}, ...answers.map((answer) => branch(answer, depth + 1))));
    return item;
  };
  return growing(firsts, ["Acts, and below each what answers it"], (first) => element("tr", { class: "plain" }, element("td", { class: "chain" }, element("ol", {}, branch(first, 0)))));
}

/** Quotations with all the words that are looked for, of the articles of the incidents asked for. */
function quotesOf(shown) {
  const words = terms();
  const ids = new Set(shown.map((incident) => incident.get("article_id")));
  const all = shown.length === INCIDENTS.length;
  return DATA.quotes.filter((quote) => (all || ids.has(quote[6])) && (!words.length || holdsAll(quote.join("\n").toLowerCase(), words)));
}

const holdsAll = (text, words) => words.every((word) => text.includes(word));

function listQuotes(quotes) {
  return growing(quotes, ["Who", "said", "Kind", "Confidence", "About", "Article"], ([text, name, code, kind, , confidence, article, about]) => element("tr", { class: "plain" },
    element("td", {}, element("span", { text: name }), " ", element("span", { class: "code", text: code })),
    element("td", { text: kind === "indirect" ? text : `“${text}”` }), element("td", { text: kind }), element("td", { class: "sure", text: confidence }),
    element("td", {}, BY_ID.has(about) ? goTo(BY_ID.get(about)) : ""), element("td", {}, articleLink(article))));
}

/** First articles of the incidents asked for, each with the number of its incidents. */
function articlesOf(shown) {
  const rows = new Map(counted(shown.map((incident) => incident.get("article_id"))));
  return [...ARTICLES.values()].filter((article) => rows.has(article.id)).map((article) => [article, rows.get(article.id)]);
}

function listArticles(articles) {
  return growing(articles, ["Published", "Title", "Source", "Rows", "Story", "Reprint of"], ([article, rows]) => element("tr", { class: "plain" },
    element("td", { class: "day", text: article.published }), element("td", {}, articleLink(article.id)), element("td", { text: article.source }),
    element("td", { text: rows }), element("td", { class: "code", text: article.story }), element("td", { class: "code", text: article.reprints })));
}

function listErrors(errors) {
  return growing(errors, ["File", "Record", "Stage", "What was wrong"], (cells) => element("tr", { class: "plain" }, ...cells.map((text) => element("td", { text }))));
}
