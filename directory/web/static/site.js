// Nothing on a page needs this: it makes buttons deaf to a second click, counts characters, opens the menu, and keeps
// open what was opened.
import { ExitThisPage, initAll } from "govuk-frontend";

// Who leaves in a hurry leaves nothing of ours behind in the browser: no list, and no page kept for later. The page is
// blank at once; it goes when all is wiped, or a moment later in any case.
const LONGEST_MS = 400;
const leave = ExitThisPage.prototype.exitPage;
ExitThisPage.prototype.exitPage = function () {
  document.body.classList.add("govuk-exit-this-page-hide-content");
  const tooLong = new Promise((done) => setTimeout(done, LONGEST_MS));
  Promise.race([wipe().catch(() => {}), tooLong]).then(() => leave.call(this));
};

async function wipe() {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // Nothing can be kept here, so that nothing was.
  }
  const names = (await globalThis.caches?.keys()) ?? [];
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all([...names.map((each) => caches.delete(each)), ...workers.map((each) => each.unregister())]);
}

initAll();

// What somebody opened stays open where new parts of a page take the place of old ones.
const opened = new Set();
document.addEventListener("toggle", ({ target }) => {
  if (target.id) target.open ? opened.add(target.id) : opened.delete(target.id);
  // Nothing of a map is fetched before somebody opens it.
  if (target.open && target.dataset.map) import(target.dataset.map).then(({ showMap }) => showMap(target));
}, true);
for (const swapped of ["htmx:oobAfterSwap", "htmx:afterSwap"]) document.addEventListener(swapped, () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
});

// What comes instead of the list of what to do (whoever was signed out meanwhile is asked to sign in) is shown whole:
// the form is sent once more, as without a script.
function sendWhole({ target, requestConfig, serverResponse = "" }) {
  const isInstead = target?.id === "to-do" && !serverResponse.includes('id="to-do"');
  if (isInstead) requestConfig.elt.submit();
  return isInstead;
}
document.addEventListener("htmx:sendError", ({ detail }) => sendWhole(detail));
document.addEventListener("htmx:beforeSwap", (event) => {
  if (sendWhole(event.detail)) event.preventDefault();
});

// No form with words is sent into nothing: where there is no connection it stays as it is, and says so.
if (document.querySelector("form[method=post]")) {
  const { held, heldWords } = document.querySelector("[data-held]").dataset;
  import(held).then(({ holdForms }) => holdForms(document.querySelector("link[rel=icon]").href, heldWords));
}

// A form that keeps itself while it is typed.
for (const part of document.querySelectorAll("[data-draft]")) {
  import(part.dataset.draftScript).then(({ keepDraft }) => keepDraft(part));
}
