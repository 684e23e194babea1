
"use strict";
// What the page holds, and which of it is shown. Nothing here touches the page.

const DATA = JSON.parse(document.getElementById("data").textContent);
const PLACES = new Map(DATA.head.columns.map(([name], place) => [name, place]));
const ABOUT = new Map(DATA.head.columns);
const ROOTS = new Map(DATA.head.roots);
const QUADS = ["no class", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/** An incident: its cells by name, and what the page knows besides. */
class Incident {
  constructor(cells, index) {
    this.cells = cells;
    this.index = index;
    this.quad = Number(this.get("quad_class")) || 0;
    this.root = this.get("cameo_root");
    this.countries = new Set(["source_country", "target_country", "place_country"].map((c) => this.get(c)).filter(Boolean));
    this.since = this.get("date_from");
    this.until = this.get("date_to") || this.since;
    this.confidence = Number(this.get("confidence")) || 0;
  }
  get(column) {
    return this.cells[PLACES.get(column)] ?? "";
  }
  get words() {
    // Made when somebody first looks for words.
    this.lower ??= this.cells.join("\n").toLowerCase();
    return this.lower;
  }
}

const INCIDENTS = DATA.incidents.map((cells, index) => new Incident(cells, index));
const BY_ID = new Map(INCIDENTS.map((incident) => [incident.get("incident_id"), incident]));
const ARTICLES = new Map(DATA.articles.map(([id, title, source, url, published, story, reprints]) => [id, { id, title, source, url, published, story, reprints }]));

/** What may be asked for, each with the value with which anything will do. */
const NOTHING = Object.freeze({ words: "", root: "", country: "", status: "", since: "", until: "", confidence: "0", order: "", source: "", target: "", place: "", id: "" });
const asked = { ...NOTHING };

const compare = (a, b) => (a < b ? -1 : Number(a > b));

/** Orders besides that of the table. What has no date comes last. */
const ORDERS = {
  oldest: (a, b) => compare(a.since || "9999", b.since || "9999"),
  newest: (a, b) => compare(b.until, a.until),
  surest: (a, b) => b.confidence - a.confidence,
};

/** The words that are looked for. */
const terms = () => asked.words.toLowerCase().split(/\s+/).filter(Boolean);

function fits(incident, words) {
  const a = asked;
  const dated = !(a.since || a.until) || (incident.since !== "" && (!a.until || incident.since <= a.until) && (!a.since || incident.until >= a.since));
  return dated
    && (!a.root || incident.root === a.root)
    && (!a.country || incident.countries.has(a.country))
    && (!a.status || incident.get("status") === a.status)
    && incident.confidence >= Number(a.confidence)
    && (!a.source || incident.get("source_country") === a.source)
    && (!a.target || incident.get("target_country") === a.target)
    && (!a.place || incident.get("place") === a.place)
    && (!a.id || incident.get("incident_id") === a.id)
    && words.every((word) => incident.words.includes(word));
}

/** The incidents that are asked for, in the order that is asked for. */
function found() {
  const words = terms();
  const shown = INCIDENTS.filter((incident) => fits(incident, words));
  return Object.hasOwn(ORDERS, asked.order) ? shown.sort(ORDERS[asked.order]) : shown;
}

/** How often each value occurs, the most frequent first; equals in the order of the alphabet. */
function counted(values) {
  const counts = new Map();
  for (const value of values) {
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
}

/** Incidents by what they answer: the answers to each, and the acts that answer nothing on this page. */
function chained(incidents) {
  const answers = new Map();
  const answered = (incident) => BY_ID.get(incident.get("in_response_to"));
  for (const incident of incidents) {
    const act = answered(incident);
    if (act && !answers.has(act)) answers.set(act, []);
    if (act) answers.get(act).push(incident);
  }
  const firsts = [];
  // Each act that was passed, by where the walk began. Tables hold no circles, but somebody may have edited them: those begin
  // where they are entered.
  const passed = new Map();
  for (const start of answers.keys()) {
    let act = start;
    while (answered(act) && !passed.has(act)) {
      passed.set(act, start);
      act = answered(act);
    }
    if (!passed.has(act) || passed.get(act) === start) firsts.push(act);
    passed.set(act, start);
  }
  return { answers, firsts: firsts.sort((a, b) => a.index - b.index) };
}
