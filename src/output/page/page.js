
// The page itself: filters, tabs, and drawing what is asked for.

const CHAINS = chained(INCIDENTS);
const TABS = [["Incidents", listIncidents], ["Chains", listChains], ["Quotations", listQuotes], ["Articles", listArticles], ["Not read", listErrors]];
let tab = 0;

const field = (name) => document.getElementById(name);

function options(name, all, values) {
  field(name).replaceChildren(element("option", { value: "", text: all }), ...values.map(([value, text]) => element("option", { value, text })));
}

/** Asks for something besides, and shows it. */
function ask(change) {
  Object.assign(asked, change);
  for (const name of ["words", "root", "country", "status", "since", "until", "confidence"]) field(name).value = asked[name];
  draw();
}

/** Shows one incident, open. */
function showOnly(incident) {
  tab = 0;
  ask({ words: incident.get("incident_id").toLowerCase(), root: "", country: "", status: "", since: "", until: "", confidence: 0, source: "", target: "", place: "" });
  const row = document.querySelector(`tr.row[data-index="${incident.index}"]`);
  if (row) row.click();
  field("list").scrollIntoView();
}

function tally(shown) {
  const days = shown.flatMap((incident) => (incident.since ? [incident.since, incident.until] : [])).sort();
  const articles = new Set(shown.map((incident) => incident.get("article_id"))).size;
  const parts = [`${shown.length} of ${INCIDENTS.length} incidents, told in ${articles} articles`];
  if (days.length) parts.push(`${days[0]} to ${days[days.length - 1]}`);
  for (const [side, name] of [["source", "by"], ["target", "on"], ["place", "in"]]) {
    if (asked[side]) parts.push(`${name} ${asked[side]}`);
  }
  return parts.join(" · ");
}

function draw() {
  const shown = INCIDENTS.filter(fits);
  field("summary").textContent = tally(shown);
  field("least").textContent = asked.confidence;
  drawTime(shown, ask);
  drawPairs(shown, ask);
  drawMap(shown, ask);
  const tabs = TABS.map(([name], place) => element("button", { type: "button", role: "tab", "aria-selected": String(place === tab), text: name, onclick: () => {
    tab = place;
    draw();
  } }));
  field("tabs").replaceChildren(...tabs);
  field("list").replaceChildren(...TABS[tab][1](shown));
}

function start() {
  const left = DATA.totals.filter(([, found, held]) => found > held).map(([name, found, held]) => `${held} of ${found} ${name}`);
  if (left.length) {
    field("short").textContent = `This page holds the first ${left.join(", ")}; all counts are of these.`;
    field("short").hidden = false;
  }
  options("root", "any", counted(INCIDENTS.map((i) => i.root)).sort().map(([root, count]) => [root, `${root} ${ROOTS.get(root) ?? ""} (${count})`]));
  options("country", "any", counted(INCIDENTS.flatMap((i) => [...i.countries])).map(([code, count]) => [code, `${code} (${count})`]));
  options("status", "any", counted(INCIDENTS.map((i) => i.get("status"))).map(([status, count]) => [status, `${status} (${count})`]));
  field("legend").append(...[1, 2, 3, 4].map((quad) => element("span", {}, element("span", { class: `key q${quad}` }), QUADS[quad])));
  for (const name of ["words", "root", "country", "status", "since", "until", "confidence"]) {
    field(name).addEventListener("input", () => {
      asked[name] = name === "confidence" ? Number(field(name).value) : field(name).value;
      draw();
    });
  }
  field("filters").addEventListener("submit", (event) => event.preventDefault());
  field("filters").addEventListener("reset", (event) => {
    event.preventDefault();
    ask({ words: "", root: "", country: "", status: "", since: "", until: "", confidence: 0, source: "", target: "", place: "" });
  });
  const run = DATA.head.run ?? {};
  field("made").textContent = ["Made by dateline", run.version, run.lexicon ? `lexicon ${run.lexicon}` : ""].filter(Boolean).join(", ") + ". A row is what rules read in the text: check it against the words before you rely on it.";
  draw();
}

start();
