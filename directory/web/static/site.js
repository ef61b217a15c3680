// Nothing on a page needs this: it makes buttons deaf to a second click, counts characters, opens the menu, and keeps
// open what was opened.
import { initAll } from "govuk-frontend";

initAll();

// What somebody opened stays open where new parts of a page take the place of old ones.
const opened = new Set();
document.addEventListener("toggle", ({ target }) => {
  if (target.id) target.open ? opened.add(target.id) : opened.delete(target.id);
}, true);
document.addEventListener("htmx:oobAfterSwap", () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
});
