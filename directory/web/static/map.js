// The map of a list of results. Nothing of it is fetched before somebody opens it, and nothing from another site unless
// tiles are set. The list is the source: every marker is an item of it, and says and leads to the same.

let library;
// So many pixels lie between the middles of two markers.
const APART = 34;

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

// Activities at the same point share a marker.
const placesOf = (list) => {
  const places = new Map();
  for (const item of list.querySelectorAll("[data-points]")) {
    const link = item.querySelector("a");
    for (const point of item.dataset.points.split(" ")) {
      places.set(point, [...(places.get(point) ?? []), link]);
    }
  }
  return places;
};

const linksTo = (links) => {
  const list = document.createElement("ul");
  list.className = "lp-map-links";
  for (const link of links) {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href: link.href, textContent: link.textContent, className: "govuk-link" }));
    list.append(item);
  }
  return list;
};

// Markers that would cover one another are one: each is large enough to be pressed.
const groupsOf = (map, places) => {
  const groups = [];
  for (const [text, links] of places) {
    const point = pointOf(text);
    const near = groups.find((each) => map.project(each.point).distanceTo(map.project(point)) < APART);
    if (near) near.links.push(...links);
    else groups.push({ point, links: [...links] });
  }
  return groups;
};

const addMarker = (L, map, layer, { point, links }) => {
  const icon = L.divIcon({ className: "lp-map-marker", html: links.length > 1 ? `${links.length}` : "", iconSize: [28, 28] });
  const marker = L.marker(point, { icon, riseOnHover: true }).addTo(layer);
  const room = map.getSize();
  marker.bindPopup(linksTo(links), { maxWidth: Math.min(300, room.x - 80), maxHeight: room.y - 120 });
  marker.getElement().setAttribute("aria-label", links.map((each) => each.textContent).join(", "));
  // Whoever opened it with a key goes on inside, and comes back to where they were.
  marker.on("popupopen", ({ popup }) => {
    if (document.activeElement === marker.getElement()) popup.getElement().querySelector("a").focus();
    popup.getElement().addEventListener("keydown", ({ key }) => key === "Escape" && marker.closePopup());
  });
  marker.on("popupclose", ({ popup }) => {
    if (popup.getElement().contains(document.activeElement)) marker.getElement().focus();
  });
};

// Where nobody's tiles are set, the squares in which people live tell town from moor.
const drawGround = async (L, map, layer, address, tell) => {
  const bounds = map.getBounds().pad(0.25);
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
    L.rectangle([corner, [corner[0] + high, corner[1] + wide]], { stroke: false, fillColor: "#b9ae9b", fillOpacity: 0.55, interactive: false }).addTo(layer);
  }
};

const draw = (L, box, list, tell) => {
  const { near, place, ground, tiles, credit, zoomIn, zoomOut } = box.dataset;
  const map = L.map(box, { scrollWheelZoom: false, preferCanvas: true, zoomControl: false, attributionControl: false, maxZoom: 17 });
  L.control.zoom({ position: "bottomright", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.control.scale().addTo(map);
  const places = placesOf(list);
  const points = [...places.keys()].map(pointOf);
  if (near) {
    points.push(pointOf(near));
    L.circleMarker(pointOf(near), { radius: 9, color: "#1d2625", weight: 2, fillColor: "#f2b84b", fillOpacity: 1, interactive: false }).bindTooltip(place, { permanent: true, direction: "top" }).addTo(map);
  }
  map.fitBounds(points, { padding: [36, 36], maxZoom: 15 });
  if (tiles) {
    L.tileLayer(tiles, { maxZoom: 19 }).addTo(map);
    tell(credit);
  } else {
    const layer = L.layerGroup().addTo(map);
    const redraw = () => drawGround(L, map, layer, ground, tell).catch(() => {});
    map.on("moveend", redraw);
    redraw();
  }
  const markers = L.layerGroup().addTo(map);
  const mark = () => {
    markers.clearLayers();
    for (const each of groupsOf(map, places)) addMarker(L, map, markers, each);
  };
  map.on("zoomend", mark);
  mark();
};

export const showMap = async (part) => {
  const box = part.querySelector(".lp-map-box");
  if (box.dataset.isDrawn) return;
  box.dataset.isDrawn = "yes";
  try {
    const L = await leaflet(box);
    // Who made what is shown stands below it, where it hides nothing.
    const tell = (credit) => part.querySelector(".lp-map-credit").textContent = credit;
    box.textContent = "";
    draw(L, box, document.getElementById("results"), tell);
    box.dataset.isReady = "yes";
  } catch {
    library = undefined;
    delete box.dataset.isDrawn;
    box.textContent = box.dataset.failed;
  }
};
