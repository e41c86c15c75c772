// The page's elements. Each is of use by itself; searching is fetched when someone is about to search.
import { Contact } from "./contact.js";
import { startContents } from "./contents.js";
import { findErrorLanguage } from "./error_language.js";
import { startFilms } from "./film.js";
import { Flow } from "./flow.js";
import { Inquiry, sendWaitingInquiries } from "./inquiry.js";
import { startInside } from "./inside.js";
import { startJourney } from "./journey.js";
import { suggestNearest } from "./missing_page.js";
import { Notice } from "./notice.js";
import { prepareQueue } from "./record.js";
import { SearchBox } from "./search_box.js";
import { startSearchDialog } from "./search_dialog.js";
import { linkHeadings, Share } from "./share.js";
import { placeSurveys, Survey } from "./survey.js";
import { ThemeToggle } from "./theme_toggle.js";
import { Vote } from "./vote.js";
import { startZoom } from "./zoom.js";

startInside();
customElements.define("hc-search", SearchBox);
customElements.define("hc-contact", Contact);
customElements.define("hc-flow", Flow);
customElements.define("hc-inquiry", Inquiry);
customElements.define("hc-notice", Notice);
customElements.define("hc-vote", Vote);
customElements.define("hc-share", Share);
customElements.define("hc-survey", Survey);
customElements.define("hc-theme", ThemeToggle);
placeSurveys();
if (!findErrorLanguage()) suggestNearest().catch(() => {}); // the page works without it
startContents();
startFilms();
startZoom();
linkHeadings();
startSearchDialog();
startJourney();
addEventListener("load", prepareQueue, { once: true });
addEventListener("load", () => sendWaitingInquiries().catch(() => {}), { once: true }); // they wait on
