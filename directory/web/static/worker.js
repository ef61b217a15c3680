// Shows what the shortlist kept, where there is no network. It keeps nothing itself: see shortlist.js.
const NAME = "lynchpin-shortlist";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(fetch(event.request).catch(() => kept(event.request)));
});

// The page itself; the list, however it is asked for; or else the page that says what there is.
async function kept(request) {
  const cache = await caches.open(NAME);
  const found = await cache.match(request, { ignoreSearch: request.mode === "navigate", ignoreVary: true });
  if (found || request.mode !== "navigate") return found ?? Response.error();
  const [offline] = (await cache.keys()).filter((each) => new URL(each.url).pathname.endsWith("/offline"));
  return (offline && (await cache.match(offline, { ignoreVary: true }))) ?? Response.error();
}
