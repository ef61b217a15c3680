// Nothing on a page needs this: it makes buttons deaf to a second click, counts characters and opens the menu.
import { initAll } from "govuk-frontend";

initAll();
