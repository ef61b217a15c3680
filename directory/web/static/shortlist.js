// The shortlist, kept in this browser alone. Without this, the list lives in the links of the pages.
const KEY = "lynchpin-shortlist";
const DAY_MS = 24 * 60 * 60 * 1000;
const link = document.querySelector("[data-shortlist-link]");
const page = document.querySelector("[data-shortlist-page]");
const most = Number(link.dataset.most);

// What is kept: the id and the name of each activity, in the order in which they were added.
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept.filter((each) => typeof each?.id === "string").slice(0, most) : [];
  } catch {
    return [];
  }
}

// Whether it could be kept: some browsers keep nothing, and then the buttons lead to the page as they do without this.
function write(list) {
  try {
    list.length ? localStorage.setItem(KEY, JSON.stringify(list)) : localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

const idsIn = (text) => text.split(" ").filter(Boolean);
const isSame = (some, others) => some.length === others.length && some.every((each) => others.includes(each));
const idsKept = () => read().map((each) => each.id);
const without = (ids) => write(read().filter((each) => !ids.includes(each.id)));
const withMore = (more) => {
  const kept = read();
  const fresh = more.filter((each) => !kept.some((other) => other.id === each.id));
  return kept.length + fresh.length <= most && write([...kept, ...fresh]);
};

function hrefOf(ids) {
  const address = new URL(link.dataset.page, location.href);
  for (const id of ids) address.searchParams.append("a", id);
  return address.href;
}

function tell(words, name) {
  document.getElementById("shortlist-news").textContent = words.replace("{name}", name);
}

// Shows what is on the list: the number at the top, and on the buttons.
function show() {
  const ids = idsKept();
  link.href = hrefOf(ids);
  link.querySelector("[data-count]").textContent = ids.length;
  link.querySelector(".lp-header__count").hidden = !ids.length;
  for (const form of document.querySelectorAll("form[data-shortlist]")) {
    const isOn = ids.includes(form.dataset.shortlist);
    form.classList.toggle("lp-shortlist-form--on", isOn);
    form.querySelector("[data-on]").hidden = !isOn;
    form.querySelector("[data-off]").hidden = isOn;
  }
}

// Keeps the list and its activities for when there is no network, as somebody without an account sees them. Only once
// there is a list; with its last activity all of it goes.
async function keepPages() {
  if (!globalThis.caches || !navigator.serviceWorker) return;
  const ids = idsKept();
  if (!ids.length) return forgetPages();
  const { page, activities, offline, worker } = link.dataset;
  for (const scope of [page, activities]) navigator.serviceWorker.register(worker, { scope });
  const cache = await caches.open(KEY);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    const [, id] = pathname.split("/activities/");
    // In another language the page of the list would go on showing what was on it then.
    const isPast = id ? !ids.includes(id) : pathname !== page && pathname.endsWith("/shortlist");
    if (isPast) await cache.delete(url, { ignoreVary: true });
  }
  // Many people may share an address on the network: what is new comes first, and two at a time.
  const due = await dueOf(cache, [...ids.map((id) => activities + id), offline]);
  const pages = [[page, hrefOf(ids)], ...due.map((each) => [each, each])].values();
  const keepOn = async () => {
    for (const [name, address] of pages) await keepPage(cache, name, address);
  };
  await Promise.all([keepOn(), keepOn()]);
  const { imports } = JSON.parse(document.querySelector("script[type=importmap]").textContent);
  const files = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
  await cache.addAll([...files].map((each) => each.href ?? each.src).concat(Object.values(imports)));
}

// What is not kept yet, and then what was kept a day ago or longer.
async function dueOf(cache, names) {
  const kept = await Promise.all(names.map((each) => cache.match(each, { ignoreVary: true })));
  // A proxy may tell the day a second time; each is 29 letters.
  const isOld = (answer) => !(Date.now() - Date.parse(answer.headers.get("Date")?.slice(-29)) < DAY_MS);
  const missing = names.filter((_, place) => !kept[place]);
  return [...missing, ...names.filter((_, place) => kept[place] && isOld(kept[place]))];
}

async function keepPage(cache, name, address) {
  const answer = await fetch(address, { credentials: "omit" });
  if (answer.ok && !answer.redirected) await cache.put(name, answer);
}

async function forgetPages() {
  await caches.delete(KEY);
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
}

// Nothing depends on it: where it fails, there is simply nothing to read without a network. One after the other, so that
// nothing is fetched twice.
let keeping = Promise.resolve();
function keepQuietly() {
  keeping = keeping.then(keepPages).catch(() => {});
}

document.addEventListener("submit", (event) => {
  const { shortlist: id, name } = event.target.dataset;
  if (!id) return;
  const { added, removed } = document.getElementById("shortlist-news").dataset;
  const isOn = idsKept().includes(id);
  if (isOn ? without([id]) : withMore([{ id, name }])) {
    event.preventDefault();
    tell(isOn ? removed : added, name);
    show();
    keepQuietly();
  } else if (idsKept().length) {
    // The list is full: its page says so.
    event.preventDefault();
    location.assign(hrefOf([...idsKept(), id]));
  }
});

// The page of a list: this browser's own, or one that came in a link.
if (page) {
  const listed = idsIn(page.dataset.shortlistPage);
  const isOwn = isSame(listed, idsKept());
  const names = new Map(read().map((each) => [each.id, each.name]));
  for (const form of document.querySelectorAll("[data-listed]")) names.set(form.dataset.listed, form.dataset.name);
  const named = (ids) => ids.map((id) => ({ id, name: names.get(id) ?? "" }));
  const keep = document.querySelector("[data-shortlist-keep]");

  if (!location.search && idsKept().length) location.replace(hrefOf(idsKept()));
  if (isOwn && navigator.onLine) keepQuietly();
  document.querySelector("[data-shortlist-shared]").hidden = isOwn || !listed.length;
  document.querySelector("[data-shortlist-own]").hidden = !idsKept().length;
  const gone = document.querySelector("[data-shortlist-gone]");
  const known = gone ? idsIn(gone.dataset.shortlistGone).map((id) => names.get(id)).filter(Boolean) : [];
  if (known.length) gone.append(` (${known.join(", ")})`);

  document.addEventListener("click", (event) => {
    const { shortlistAdd, shortlistRemove, shortlistClear } = event.target.closest("a")?.dataset ?? {};
    if (!isOwn) return;
    if (shortlistAdd) withMore(named(idsIn(shortlistAdd)));
    if (shortlistRemove) without(idsIn(shortlistRemove));
    if (shortlistClear !== undefined) write([]);
  });
  keep.addEventListener("click", (event) => {
    const ids = [...new Set([...idsKept(), ...listed])];
    withMore(named(listed));
    event.preventDefault();
    location.assign(hrefOf(ids));
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const box = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(box.value);
    const said = button.nextElementSibling;
    said.textContent = said.dataset.copied;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

show();
// Nothing stays for reading without a network once there is no list, however it came to an end.
if (!idsKept().length && globalThis.caches && navigator.serviceWorker) forgetPages().catch(() => {});
// Another tab changed the list, or new results took the place of old ones.
addEventListener("storage", show);
document.addEventListener("htmx:afterSettle", show);
// Going back may show a page as it was left.
addEventListener("pageshow", show);
