
// When, who on whom, where. A click on any of it asks for what it stands for.

const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") made.textContent = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

function shape(name, attributes, title, act) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (title) {
    const text = document.createElementNS(SVG, "title");
    text.textContent = title;
    made.append(text);
  }
  if (act) made.addEventListener("click", act);
  return made;
}

const DAY = 86400000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** The bins of the time line: days, months or years, whichever are few enough to be told apart. What lies far out, one day in two
    hundred at either end, is counted in no bin: a war of long ago would press all else into one line. */
function bins(dated) {
  const days = dated.map((incident) => incident.since).sort();
  const out = Math.floor(days.length / 200);
  const [first, last] = [days[out], days[days.length - 1 - out]];
  const span = (Date.parse(last) - Date.parse(first)) / DAY;
  const length = span <= 120 ? 10 : span <= 3650 ? 7 : 4;
  const all = [];
  const end = last.slice(0, length);
  let [year, month, day] = first.split("-").map(Number);
  if (length < 10) day = 1;
  if (length < 7) month = 1;
  for (let steps = 0; steps < 2000; steps += 1) {
    const key = iso(Date.UTC(year, month - 1, day)).slice(0, length);
    all.push(key);
    if (key >= end) break;
    if (length === 10) day += 1;
    else if (length === 7) month += 1;
    else year += 1;
  }
  return { all, length };
}

/** First and last day of a bin. */
function range(bin) {
  const [year, month] = bin.split("-").map(Number);
  if (bin.length === 10) return [bin, bin];
  if (bin.length === 7) return [`${bin}-01`, iso(Date.UTC(year, month, 0))];
  return [`${bin}-01-01`, `${bin}-12-31`];
}

function drawTime(shown, ask) {
  const svg = document.getElementById("time");
  svg.replaceChildren();
  const dated = shown.filter((incident) => /^\d{4}-\d\d-\d\d$/.test(incident.since));
  const caption = document.getElementById("time-caption");
  svg.toggleAttribute("hidden", dated.length === 0);
  caption.textContent = `When (${dated.length} with a date, ${shown.length - dated.length} without)`;
  if (dated.length === 0) return;
  const { all, length } = bins(dated);
  const counts = new Map(all.map((bin) => [bin, [0, 0, 0, 0, 0]]));
  let outside = 0;
  for (const incident of dated) {
    const count = counts.get(incident.since.slice(0, length));
    if (count) count[incident.quad] += 1;
    else outside += 1;
  }
  if (outside) caption.textContent += `; ${outside} dated ones lie long before or after`;
  const [left, width, height] = [34, 680, 120];
  const most = Math.max(...[...counts.values()].map((c) => c.reduce((a, b) => a + b)));
  const step = width / all.length;
  const every = Math.ceil(all.length / 10);
  svg.append(shape("line", { class: "axis", x1: left, x2: left + width, y1: height + 6, y2: height + 6 }));
  const top = shape("text", { x: left - 4, y: 14, "text-anchor": "end" });
  top.textContent = most;
  svg.append(top);
  all.forEach((bin, place) => {
    const x = left + place * step;
    const count = counts.get(bin);
    const total = count.reduce((a, b) => a + b);
    let y = height + 6;
    [2, 1, 0, 3, 4].forEach((quad) => {
      const tall = (count[quad] / most) * height;
      y -= tall;
      if (tall) svg.append(shape("rect", { class: `bar q${quad}`, x, y, width: Math.min(Math.max(step * 0.85, 0.5), 40), height: tall }));
    });
    if (total) svg.append(shape("rect", { class: "hit", x, y: 6, width: step, height }, `${bin}: ${total}`, () => ask({ since: range(bin)[0], until: range(bin)[1] })));
    if (place % every === 0) {
      const label = shape("text", { x, y: height + 20 });
      label.textContent = bin;
      svg.append(label);
    }
  });
}

function drawPairs(shown, ask) {
  const most = 12;
  const sources = counted(shown.map((i) => i.get("source_country"))).slice(0, most).map(([code]) => code);
  const targets = counted(shown.map((i) => i.get("target_country"))).slice(0, most).map(([code]) => code);
  const pairs = new Map();
  for (const incident of shown) {
    const pair = `${incident.get("source_country")} ${incident.get("target_country")}`;
    const known = pairs.get(pair) ?? { count: 0, hostile: 0 };
    pairs.set(pair, { count: known.count + 1, hostile: known.hostile + (incident.quad >= 3 ? 1 : 0) });
  }
  const top = Math.max(1, ...sources.flatMap((source) => targets.map((target) => pairs.get(`${source} ${target}`)?.count ?? 0)));
  const head = element("tr", {}, element("th"), ...targets.map((target) => element("th", { scope: "col", text: target })));
  const rows = sources.map((source) => element("tr", {}, element("th", { scope: "row", text: source }), ...targets.map((target) => {
    const pair = pairs.get(`${source} ${target}`);
    const cell = element("td");
    if (pair) {
      const { count, hostile } = pair;
      const button = element("button", { type: "button", text: count, title: `${source} on ${target}: ${count}`, "data-pair": `${source} ${target}`, onclick: () => ask({ source, target }) });
      const depth = Math.round(15 + 70 * (count / top));
      button.style.background = `color-mix(in srgb, var(--q${hostile * 2 >= count ? 4 : 2}) ${depth}%, var(--sheet))`;
      cell.append(button);
    }
    return cell;
  })));
  document.getElementById("pairs").replaceChildren(rows.length ? element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)) : element("p", { class: "soft", text: "No countries." }));
}

function drawMap(shown, ask) {
  const spots = new Map();
  for (const incident of shown) {
    // What is no number, or none on the map, may stand in a table that somebody edited.
    const [latitude, longitude] = ["latitude", "longitude"].map((column) => parseFloat(incident.get(column)));
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) continue;
    const key = `${incident.get("place")}\n${latitude}\n${longitude}`;
    const spot = spots.get(key) ?? { place: incident.get("place"), x: (longitude + 180) * 2, y: (84 - latitude) * 2, counts: [0, 0, 0, 0, 0] };
    spot.counts[incident.quad] += 1;
    spots.set(key, spot);
  }
  const total = (spot) => spot.counts.reduce((a, b) => a + b);
  // The small ones above the large ones.
  const dots = [...spots.values()].sort((a, b) => total(b) - total(a)).map((spot) => {
    const quad = spot.counts.indexOf(Math.max(...spot.counts));
    return shape("circle", { class: `dot q${quad}`, cx: spot.x, cy: spot.y, r: Math.min(2 + Math.sqrt(total(spot)) * 1.5, 18) }, `${spot.place}: ${total(spot)}`, () => ask({ place: spot.place }));
  });
  document.getElementById("dots").replaceChildren(...dots);
  const placed = [...spots.values()].reduce((sum, spot) => sum + total(spot), 0);
  document.getElementById("place-caption").textContent = `Where (${placed} with a place on the map)`;
  const most = dots.slice(0, 12).map((dot) => dot.textContent);
  document.getElementById("map").setAttribute("aria-label", most.length ? `Places of incidents, the most frequent: ${most.join(", ")}` : "No places.");
}
