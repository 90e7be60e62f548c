/**
 * The one script of every page. Pages read well without it: it adds the search and the theme
 * switch, keeps the reader's place when she changes the language, lights passages, and draws the graphs.
 */

import { startCopying } from "./copy";
import { startGraphs } from "./figures";
import { startLanguageSwitch } from "./language";
import { startPicture } from "./picture";
import { startPrinting } from "./print";
import { startReader } from "./reader";
import { startSearchField } from "./search-field";
import { applyStoredTheme, startThemeSwitch } from "./theme";

applyStoredTheme();
document.documentElement.classList.add("has-script");

document.addEventListener("DOMContentLoaded", () => {
  startThemeSwitch();
  startLanguageSwitch();
  startReader();
  startPicture();
  startSearchField();
  startPrinting();
  startCopying();
  startGraphs();
});
