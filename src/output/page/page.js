
// The page itself: filters, tabs, and drawing what is asked for.

const CHAINS = chained(INCIDENTS);
/** For each tab its name, the items that it lists of the incidents that are asked for, and how it shows them. */
const TABS = [
  ["Incidents", (shown) => shown, listIncidents],
  ["Chains", chainsOf, listChains],
  ["Quotations", quotesOf, listQuotes],
  ["Articles", articlesOf, listArticles],
  ["Not read", () => DATA.errors, listErrors],
];
let tab = 0;

const field = (name) => document.getElementById(name);
/** What is asked for in the form; the rest is asked for by a click on a chart. */
const FIELDS = ["words", "root", "country", "status", "since", "until", "confidence", "order"];
const CLICKED = [["source", "by"], ["target", "on"], ["place", "in"], ["id", "row"]];

function options(name, all, values) {
  field(name).replaceChildren(element("option", { value: "", text: all }), ...values.map(([value, text]) => element("option", { value, text })));
}

/** Asks for something besides, and shows it. */
function ask(change) {
  Object.assign(asked, change);
  for (const name of FIELDS) {
    // Not where it is the same: a date that somebody is about to type would begin anew.
    if (field(name).value !== asked[name]) field(name).value = asked[name];
    // A field takes only what it offers; an address may ask for anything.
    asked[name] = field(name).value;
  }
  draw();
}

/** Shows one incident, which is open as it is alone. */
function showOnly(incident) {
  tab = 0;
  ask({ ...NOTHING, id: incident.get("incident_id") });
  field("list").scrollIntoView();
  field("list").focus();
}

function tally(shown) {
  const days = shown.flatMap((incident) => (incident.since ? [incident.since, incident.until] : [])).sort();
  const articles = new Set(shown.map((incident) => incident.get("article_id"))).size;
  const parts = [`${shown.length} of ${INCIDENTS.length} incidents, told in ${articles} ${articles === 1 ? "article" : "articles"}`];
  if (days.length) parts.push(`${days[0]} to ${days[days.length - 1]}`);
  return parts.join(" · ");
}

/** What was asked for by a click, each with a button that takes it back. */
function drawPicked() {
  const picked = CLICKED.filter(([side]) => asked[side]);
  field("picked").replaceChildren(...picked.map(([side, name]) => element("button", { type: "button", "aria-label": `no longer only ${name} ${asked[side]}`, text: `${name} ${asked[side]} ×`, onclick: () => {
    field("words").focus();
    ask({ [side]: "" });
  } })));
}

function drawTabs(shown) {
  const lists = TABS.map(([, items]) => items(shown));
  TABS.forEach(([name], place) => {
    const button = field(`tab-${place}`);
    button.textContent = `${name} (${lists[place].length})`;
    button.setAttribute("aria-selected", String(place === tab));
    button.tabIndex = place === tab ? 0 : -1;
  });
  field("list").setAttribute("aria-labelledby", `tab-${tab}`);
  field("list").replaceChildren(...TABS[tab][2](lists[tab]));
}

function draw() {
  const shown = found();
  field("summary").textContent = tally(shown);
  field("least").textContent = asked.confidence;
  // A chart is drawn anew at a click on it: the button that was pressed is another one then.
  const pressed = document.activeElement?.dataset?.pair;
  drawTime(shown, ask);
  drawPairs(shown, ask);
  drawMap(shown, ask);
  if (pressed) [...document.querySelectorAll("[data-pair]")].find((button) => button.dataset.pair === pressed)?.focus();
  drawPicked();
  drawTabs(shown);
  remember();
}

// Timers.
let waiting = 0;
let typing = 0;
// The address as it was last read or written: one that differs is about to be read.
let address = "";

/** Puts what is asked for into the address, so that a view can be kept and sent; not at each letter, which browsers refuse. */
function remember() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (location.hash !== address) return;
    const state = new URLSearchParams(Object.entries(asked).filter(([name, value]) => value !== NOTHING[name]));
    if (tab) state.set("tab", String(tab));
    if (state.toString() !== location.hash.slice(1)) history.replaceState(null, "", `#${state}`);
    address = location.hash;
  }, 300);
}

/** Shows what the address asks for. */
function recall() {
  address = location.hash;
  const state = new URLSearchParams(location.hash.slice(1));
  const wanted = Number(state.get("tab"));
  tab = TABS[wanted] ? wanted : 0;
  ask(Object.fromEntries(Object.entries(NOTHING).map(([name, none]) => [name, state.get(name) ?? none])));
}

function makeTabs() {
  const choose = (place) => {
    tab = (place + TABS.length) % TABS.length;
    draw();
  };
  const moves = { ArrowLeft: () => tab - 1, ArrowRight: () => tab + 1, Home: () => 0, End: () => -1 };
  field("tabs").append(...TABS.map((_, place) => element("button", { id: `tab-${place}`, type: "button", role: "tab", "aria-controls": "list", onclick: () => choose(place) })));
  field("tabs").addEventListener("keydown", (event) => {
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    choose(moves[event.key]());
    field(`tab-${tab}`).focus();
  });
}

function start() {
  const left = DATA.totals.filter(([, all, held]) => all > held).map(([name, all, held]) => `${held} of ${all} ${name}`);
  if (left.length) {
    field("short").textContent = `This page holds the first ${left.join(", ")}; all counts are of these.`;
    field("short").hidden = false;
  }
  options("root", "any", counted(INCIDENTS.map((i) => i.root)).sort().map(([root, count]) => [root, `${root} ${ROOTS.get(root) ?? ""} (${count})`]));
  options("country", "any", counted(INCIDENTS.flatMap((i) => [...i.countries])).map(([code, count]) => [code, `${code} (${count})`]));
  options("status", "any", counted(INCIDENTS.map((i) => i.get("status"))).map(([status, count]) => [status, `${status} (${count})`]));
  field("legend").append(...[1, 2, 3, 4].map((quad) => element("span", {}, element("span", { class: `key q${quad}` }), QUADS[quad])));
  for (const name of FIELDS) field(name).addEventListener("input", () => {
    asked[name] = field(name).value;
    // Twenty thousand rows are not gone through at each letter.
    clearTimeout(typing);
    typing = setTimeout(draw, 120);
  });
  field("filters").addEventListener("submit", (event) => event.preventDefault());
  field("filters").addEventListener("reset", (event) => {
    event.preventDefault();
    ask(NOTHING);
  });
  makeTabs();
  const run = DATA.head.run ?? {};
  field("made").textContent = ["Made by dateline", run.version, run.lexicon ? `lexicon ${run.lexicon}` : ""].filter(Boolean).join(", ") + ". A row is what rules read in the text: check it against the words before you rely on it.";
  window.addEventListener("hashchange", recall);
  recall();
}

start();
