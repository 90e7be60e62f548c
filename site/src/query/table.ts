/** An answer as a table, a page of rows at a time. Every word is set as text, never as markup. */

import type { Names } from "./names";
import type { JsonTerm } from "./protocol";
import type { Words } from "./words";
import { textOf } from "./writing";

/** Rows of one page of the table. */
export const PAGE = 100;
const LONG = 1200;

export class Table {
  private page = 0;

  /** @param total how many rows the answer has; `rows` may be its first ones only. */
  constructor(
    private readonly place: HTMLElement,
    private readonly head: readonly string[],
    private readonly rows: readonly (readonly (JsonTerm | undefined)[])[],
    private readonly names: Names,
    private readonly words: Words,
  ) {
    this.show();
  }

  private show(): void {
    const from = this.page * PAGE;
    const rows = this.rows.slice(from, from + PAGE);
    const scroll = made("div", "scroll");
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "group");
    scroll.setAttribute("aria-label", this.words.say("table"));
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    for (const name of this.head) {
      const cell = made("th", "", name);
      cell.setAttribute("scope", "col");
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      for (const term of row) line.insertCell().append(termNode(term, this.names, this.words));
    }
    scroll.append(table);
    this.place.replaceChildren(scroll, ...(this.rows.length > PAGE ? [this.pager(from, rows.length)] : []));
  }

  private pager(from: number, count: number): HTMLElement {
    const bar = made("p", "pager apparatus");
    const said = made("span", "", this.words.say("pager", { from: from + 1, to: from + count, n: this.rows.length }));
    said.setAttribute("role", "status");
    const last = Math.ceil(this.rows.length / PAGE) - 1;
    bar.append(this.turn("earlier", -1, this.page > 0), said, this.turn("later", 1, this.page < last));
    return bar;
  }

  private turn(key: string, by: number, isPossible: boolean): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.words.say(key);
    button.dataset.turn = key;
    button.disabled = !isPossible;
    button.addEventListener("click", () => {
      this.page += by;
      this.show();
      const again = this.place.querySelector<HTMLButtonElement>(`[data-turn=${key}]`);
      (again?.disabled ? this.place.querySelector<HTMLElement>("button:not([disabled])") : again)?.focus();
    });
    return button;
  }
}

/** A term as a reader sees it: a thing by its name and linked to its page, a text in its language. */
export function termNode(term: JsonTerm | undefined, names: Names, words: Words): Node {
  if (!term) return made("span", "soft", words.say("unbound"));
  const value = textOf(term);
  if (term.type === "uri") return named(value, names);
  const text = made("span", "", value.length > LONG ? `${value.slice(0, LONG)}…` : value);
  if (term.type !== "literal") return text;
  const language = term["xml:lang"];
  if (!language) return text;
  text.lang = language === "zh" ? "zh-Hans" : language;
  const both = document.createDocumentFragment();
  both.append(text, " ", made("span", "term-language", language));
  return both;
}

function named(iri: string, names: Names): HTMLElement {
  const { text, lang } = names.label(iri);
  const url = names.link(iri);
  const element = made(url ? "a" : "span", url ? "" : "term-iri", text);
  if (url) element.setAttribute("href", url);
  if (lang !== "und") element.lang = lang;
  element.title = iri;
  return element;
}

/** An element with a class and text. */
export function made(tag: string, className: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
