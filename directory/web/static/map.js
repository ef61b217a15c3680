// The map of a list of results, or of where one activity is. Nothing of it is fetched before somebody opens it, and
// nothing from another site unless tiles are set. The page is the source: every marker is an item of it, and says and
// leads to the same; what stands on other pages of a list is asked for beside it.

let library;
// So many pixels lie between the middles of two markers.
const APART = 34;
// Of a group of more a closer look is shown, and not their names.
const MOST_NAMED = 12;
// At this zoom and below much of the country is in sight.
const FAR = 8;
// Less of the country, in degrees to each side, shows no houses.
const LEAST_PART = 0.015;

// Leaflet is a plain script; it is put on the page once.
const leaflet = (box) => library ??= new Promise((ready, failed) => {
  const styles = Object.assign(document.createElement("link"), { rel: "stylesheet", href: box.dataset.styles });
  const script = Object.assign(document.createElement("script"), { src: box.dataset.library });
  script.addEventListener("load", () => ready(globalThis.L));
  script.addEventListener("error", failed);
  styles.addEventListener("load", () => document.head.append(script));
  styles.addEventListener("error", failed);
  document.head.append(styles);
});

const pointOf = (text) => text.split(",").map(Number);

// What stands on the page, each by its heading: what lies at the same point shares a marker.
const placesIn = (list) => {
  const places = new Map();
  for (const item of list.querySelectorAll("[data-points]")) {
    const heading = item.querySelector("h2, h3");
    const link = heading.querySelector("a");
    const { lang } = (link ?? heading).closest("[lang]");
    const place = { name: heading.textContent.trim(), href: link?.href, lang, isHere: true };
    for (const point of item.dataset.points.split(" ")) {
      addTo(places, point, place);
    }
  }
  return places;
};

const addTo = (places, point, item) => places.set(point, [...(places.get(point) ?? []), item]);

// An activity is the same whatever goes along in the address of its page.
const pathOf = (href) => new URL(href, location.href).pathname;

// What stands on other pages of the list. Without it the map still shows this page.
const addTheRest = async (places, address) => {
  const answer = await fetch(address);
  if (!answer.ok) return "";
  const { activities, lang, note } = await answer.json();
  const here = new Set([...places.values()].flat().map((each) => pathOf(each.href)));
  for (const { name, href, points } of activities.filter((each) => !here.has(pathOf(each.href)))) {
    const item = { name, href: new URL(href, location.href).href, lang, isHere: false };
    for (const point of points) addTo(places, point, item);
  }
  return note;
};

const linksTo = (items) => {
  const list = document.createElement("ul");
  list.className = "lp-map-links";
  for (const { name, href, lang } of items) {
    const line = Object.assign(document.createElement("li"), { lang, dir: "auto" });
    line.append(href ? Object.assign(document.createElement("a"), { href, textContent: name, className: "govuk-link" }) : name);
    list.append(line);
  }
  return list;
};

// Markers that would cover one another are one: each is large enough to be pressed. This page's come first.
const groupsOf = (map, places) => {
  const groups = [];
  const inOrder = [...places].sort(([, some], [, others]) => others.some((each) => each.isHere) - some.some((each) => each.isHere));
  for (const [text, items] of inOrder) {
    const point = pointOf(text);
    const at = map.project(point);
    const near = groups.find((each) => each.at.distanceTo(at) < APART);
    if (near) {
      near.items.push(...items);
      near.points.push(point);
    } else groups.push({ point, at, points: [point], items: [...items] });
  }
  return groups;
};

// One activity may be at several places of a group.
const eachOnce = (items) => [...new Map(items.map((each) => [each.href ?? each.name, each])).values()];

const addMarker = (L, map, layer, { point, points, items: all }, { many, close }) => {
  const items = eachOnce(all);
  const isHere = items.some((each) => each.isHere);
  const icon = L.divIcon({ className: `lp-map-marker${isHere ? "" : " lp-map-marker--other"}`, html: items.length > 1 ? `${items.length}` : "", iconSize: [28, 28] });
  const marker = L.marker(point, { icon, riseOnHover: true, zIndexOffset: isHere ? 1000 : 0 }).addTo(layer);
  const element = marker.getElement();
  // So many names are no answer; where they lie at one point, there is no closer look.
  const bounds = L.latLngBounds(points);
  if (items.length > MOST_NAMED && map.getBoundsZoom(bounds) > map.getZoom()) {
    element.setAttribute("aria-label", many.replace("{count}", items.length));
    const lookCloser = () => {
      map.getContainer().focus({ preventScroll: true });
      map.fitBounds(bounds, { padding: [36, 36] });
    };
    marker.on("click", lookCloser);
    element.addEventListener("keydown", ({ key }) => ["Enter", " "].includes(key) && lookCloser());
    return;
  }
  const room = map.getSize();
  marker.bindPopup(linksTo(items), { maxWidth: Math.min(300, room.x - 80), maxHeight: room.y - 120 });
  element.setAttribute("aria-label", items.map((each) => each.name).join(", "));
  element.lang = items[0].lang;
  // Whoever opened it with a key goes on inside, and comes back to where they were.
  marker.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", close);
    if (document.activeElement === element) popup.getElement().querySelector("a").focus();
    popup.getElement().addEventListener("keydown", ({ key }) => key === "Escape" && marker.closePopup());
  });
  marker.on("popupclose", ({ popup }) => {
    if (popup.getElement().contains(document.activeElement)) element.focus();
  });
};

// Where nobody's tiles are set the map is drawn on an outline of the country, from far away, and from near on the
// squares in which people live, which tell town from moor.
const makeGround = (L, map, box, tell) => {
  const { ground, outline } = box.dataset;
  const squares = groundLayer(L, map, "lived-in");
  const country = groundLayer(L, map, "outline");
  let outlined;
  return async () => {
    const isFar = map.getZoom() <= FAR;
    box.classList.toggle("lp-map-box--far", isFar);
    if (isFar) squares.clearLayers();
    else await drawSquares(L, map, squares, ground, tell);
    // What could not be fetched is asked for again when the map is next moved.
    if (isFar && !await (outlined ??= drawOutline(L, country, outline, tell).catch(() => false))) outlined = undefined;
  };
};

// Each kind of ground lies on a pane of its own, which the style sheet softens or puts out of sight.
const groundLayer = (L, map, name) => {
  map.createPane(name).style.zIndex = 300;
  return Object.assign(L.layerGroup().addTo(map), { look: { pane: name, renderer: L.canvas({ pane: name }), interactive: false } });
};

// Says whether it is drawn.
const drawOutline = async (L, layer, address, tell) => {
  const answer = await fetch(address);
  if (!answer.ok) return false;
  const { rings, credit } = await answer.json();
  tell(credit);
  for (const ring of rings) L.polygon(ring, { ...layer.look, color: "#8d8470", weight: 1, fillColor: "#f3ecdc", fillOpacity: 1 }).addTo(layer);
  return true;
};

const drawSquares = async (L, map, layer, address, tell) => {
  const bounds = map.getBounds().pad(0.25);
  const { lat, lng } = bounds.getCenter();
  bounds.extend([lat - LEAST_PART, lng - LEAST_PART]).extend([lat + LEAST_PART, lng + LEAST_PART]);
  const box = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()].map((each) => each.toFixed(2));
  const answer = await fetch(`${address}?box=${box.join(",")}`);
  if (!answer.ok) return;
  const { across, up, squares, credit } = await answer.json();
  tell(credit);
  const [south, west, north, east] = box.map(Number);
  const [high, wide] = [(north - south) / up, (east - west) / across];
  layer.clearLayers();
  let square = 0;
  for (const step of squares) {
    square += step;
    const [row, column] = [Math.floor(square / across), square % across];
    const corner = [south + row * high, west + column * wide];
    L.rectangle([corner, [corner[0] + high, corner[1] + wide]], { ...layer.look, stroke: false, fillColor: "#b9ae9b", fillOpacity: 0.55 }).addTo(layer);
  }
};

const draw = (L, box, places, tell) => {
  const { near, place, tiles, credit, zoomIn, zoomOut } = box.dataset;
  const map = L.map(box, { scrollWheelZoom: false, preferCanvas: true, zoomControl: false, attributionControl: false, maxZoom: 17 });
  L.control.zoom({ position: "bottomright", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.control.scale().addTo(map);
  const points = [...places.keys()].map(pointOf);
  if (near) {
    points.push(pointOf(near));
    L.circleMarker(pointOf(near), { radius: 9, color: "#1d2625", weight: 2, fillColor: "#f2b84b", fillOpacity: 1, interactive: false }).bindTooltip(place, { permanent: true, direction: "top", pane: "shadowPane" }).addTo(map);
  }
  map.fitBounds(points, { padding: [36, 36], maxZoom: tiles ? 15 : 12 });
  if (tiles) {
    L.tileLayer(tiles, { maxZoom: 19 }).addTo(map);
    tell(credit);
  } else {
    const drawGround = makeGround(L, map, box, tell);
    const redraw = () => drawGround().catch(() => {});
    map.on("moveend", redraw);
    redraw();
  }
  const markers = L.layerGroup().addTo(map);
  const mark = () => {
    markers.clearLayers();
    for (const each of groupsOf(map, places)) addMarker(L, map, markers, each, box.dataset);
  };
  map.on("zoomend", mark);
  mark();
};

export const showMap = async (part) => {
  const box = part.querySelector(".lp-map-box");
  if (box.dataset.isDrawn) return;
  box.dataset.isDrawn = "yes";
  try {
    const { list, rest } = box.dataset;
    const places = placesIn(document.getElementById(list));
    const [L, note] = await Promise.all([leaflet(box), rest ? addTheRest(places, rest).catch(() => "") : ""]);
    if (note) part.querySelector(".lp-map-note").textContent = note;
    // Who made what is shown stands below it, where it hides nothing.
    const tell = (credit) => part.querySelector(".lp-map-credit").textContent = credit;
    box.textContent = "";
    draw(L, box, places, tell);
    box.dataset.isReady = "yes";
  } catch {
    library = undefined;
    delete box.dataset.isDrawn;
    box.textContent = box.dataset.failed;
  }
};
