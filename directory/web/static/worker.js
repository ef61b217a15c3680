// Shows what the shortlist kept, where there is no network. It keeps nothing itself: see shortlist.js.
const NAME = "lynchpin-shortlist";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(fetch(event.request).catch(() => kept(event.request)));
});

// The page itself; the list, however and in whichever language it is asked for; or else the page that says what there is.
async function kept(request) {
  const cache = await caches.open(NAME);
  const found = await cache.match(request, { ignoreSearch: request.mode === "navigate", ignoreVary: true });
  if (found || request.mode !== "navigate") return found ?? Response.error();
  const first = async (end) => {
    const [one] = (await cache.keys()).filter((each) => new URL(each.url).pathname.endsWith(end));
    return one && cache.match(one, { ignoreVary: true });
  };
  const isList = new URL(request.url).pathname.endsWith("/shortlist");
  return (isList && (await first("/shortlist"))) || (await first("/offline")) || Response.error();
}
