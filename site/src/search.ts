/**
 * The search: loaded when the reader first goes to the field, together with the data it looks through.
 * What is found is set as text, and links lead inside the site only.
 */

import MiniSearch from "minisearch";
import { Highlighter, tokens } from "./words";

interface SearchData {
  sorts: string[];
  words: Record<string, Record<string, string[]>>;
  glyphs: Record<string, string>;
  cases: Record<string, string>[];
  records: SearchRecord[];
}

type SearchRecord = [
  sort: number, path: string, names: Record<string, string>, texts: [language: string, text: string][], status: string,
  ofCase: number,
];

interface Found {
  sort: string;
  path: string;
  names: Record<string, string>;
  texts: [string, string][];
  status: string;
  ofCase: Record<string, string> | undefined;
  terms: string[];
}

const FEW = 4;
const READ = new Set(["interpreted", "inferred", "background"]);
const TAGS: Record<string, string> = { zh: "zh-Hans" };

/** The data, if it is what it should be; the file may be from another version, cut short or missing. */
function checked(data: unknown): SearchData | null {
  const found = data as Partial<SearchData> | undefined;
  const isWhole = Array.isArray(found?.records) && Array.isArray(found.sorts) && Array.isArray(found.cases) && typeof found.words === "object";
  return isWhole && found.records?.every((one) => Array.isArray(one) && one.length === 6) ? (found as SearchData) : null;
}

/** The id by which traces and footnotes call a thing, such as "c073"; ids made of words say no more than the name. */
function keyOf(path: string): string {
  return /([a-z]+\d+)(?:\.html)?$/.exec(path)?.[1] ?? "";
}

class Searcher {
  private readonly index: MiniSearch;

  constructor(readonly data: SearchData, private readonly language: string) {
    this.index = new MiniSearch({
      fields: ["name", "text", "key"],
      tokenize: (text) => tokens(text, true),
      processTerm: (term) => term,
      searchOptions: {
        tokenize: (text) => tokens(text, false),
        prefix: (term) => term.length > 1 || !/\w/.test(term),
        fuzzy: (term) => (/^[a-z]{5,}$/.test(term) ? 0.2 : false),
        boost: { name: 3, key: 6 },
        // Of claims that fit alike, what a source says comes before what we read into it.
        boostDocument: (id) => (READ.has(this.data.records[id as number]?.[4] ?? "") ? 0.5 : 1),
      },
    });
    this.index.addAll(data.records.map(([, path, names, texts], id) => ({
      id,
      key: keyOf(path),
      name: Object.values(names).join("\n"),
      text: texts.map(([, text]) => text).join("\n"),
    })));
  }

  /** What has all the words; where nothing has, what has any. */
  find(words: string): Found[] {
    const strict = this.index.search(words, { combineWith: "AND" });
    const results = strict.length ? strict : this.index.search(words, { combineWith: "OR" });
    return results.flatMap(({ id, terms }) => {
      const record = this.data.records[id as number];
      if (!record) return [];
      const [sort, path, names, texts, status, ofCase] = record;
      return [{ sort: this.data.sorts[sort] ?? "", path, names, texts, status, ofCase: this.data.cases[ofCase], terms }];
    });
  }

  /** What is found, by what it is, in the order of the best of each sort. */
  grouped(found: Found[]): Map<string, Found[]> {
    const groups = new Map<string, Found[]>();
    for (const one of found) groups.set(one.sort, [...(groups.get(one.sort) ?? []), one]);
    return groups;
  }

  say(name: string, n: number, words = ""): string {
    const own = this.data.words[this.language] ?? this.data.words.en ?? {};
    const forms = own[name] ?? [name];
    const form = (n === 1 ? forms[0] : forms[forms.length - 1]) ?? "";
    return form.replace("{n}", String(n)).replace("{words}", () => words);
  }
}

function made(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** A name or a text with its language, the found words marked. */
function marked(text: string, language: string, highlighter: Highlighter, around = 0): HTMLElement {
  const element = made("span", "", ...highlighter.pieces(text, around));
  element.lang = TAGS[language] ?? (language || "und");
  return element;
}

/** The field of the head, the list under it, and the page of all results. */
class Field {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly said: HTMLElement;
  private readonly root: string;
  private readonly page = document.querySelector<HTMLElement>(".results");

  constructor(private readonly form: HTMLFormElement, private readonly searcher: Searcher, private readonly language: string) {
    this.input = form.querySelector("input") as HTMLInputElement;
    this.list = form.querySelector(".search-found") as HTMLElement;
    this.said = form.querySelector("[role=status]") as HTMLElement;
    this.root = (form.dataset.root ?? "").replace(/index\.html$/, "");
    this.input.addEventListener("input", () => this.show());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.openAll();
    });
    form.addEventListener("keydown", (event) => this.pressed(event));
    form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!form.contains(relatedTarget as Node | null)) this.close();
    });
    this.input.addEventListener("focus", () => this.show());
    if (this.input.value) this.show();
  }

  private get words(): string {
    return this.input.value.trim();
  }

  private openAll(): void {
    if (!this.words) return;
    const query = `?q=${encodeURIComponent(this.words)}`;
    if (this.page) {
      history.replaceState(null, "", location.pathname + query);
      this.show();
    } else {
      location.href = this.form.getAttribute("action") + query;
    }
  }

  private show(): void {
    const found = this.words ? this.searcher.find(this.words) : [];
    this.said.textContent = !this.words ? "" : found.length
      ? this.searcher.say("some", found.length) : this.searcher.say("none", 0, this.words);
    if (this.page) this.fill(this.page, found, Infinity);
    else this.fill(this.list, found, FEW);
  }

  /** Write what is found into the list or onto the page. */
  private fill(place: HTMLElement, found: Found[], few: number): void {
    const isPage = place === this.page;
    const heading = isPage ? [...place.children].slice(0, 1) : [];
    const highlighter = new Highlighter(found.flatMap(({ terms }) => terms));
    const groups = [...this.searcher.grouped(found)].map(([sort, all]) => {
      const title = made(isPage ? "h3" : "p", "search-sort", this.searcher.say(`sort.${sort}`, 1), " ", made("span", "n", String(all.length)));
      const items = all.slice(0, few).map((one) => made("li", "", this.result(one, highlighter)));
      return made("div", "search-group", title, made("ul", "plain-list", ...items));
    });
    const none = found.length || !this.words ? [] : [made("p", "soft", this.said.textContent ?? "")];
    const some = isPage && found.length ? [made("p", "soft", this.said.textContent ?? "")] : [];
    place.replaceChildren(...heading, ...some, ...groups, ...none, ...(isPage || !found.length ? [] : [this.more(found.length)]));
    place.hidden = !this.words;
    const list = document.querySelector<HTMLElement>(".a-z");
    if (isPage && list) list.hidden = this.words !== "";
  }

  private more(n: number): HTMLElement {
    const link = made("a", "search-all", this.searcher.say("all", n));
    link.setAttribute("href", `${this.form.getAttribute("action")}?q=${encodeURIComponent(this.words)}`);
    return link;
  }

  /** A result: its name, and where the words stand elsewhere, those words. */
  private result(one: Found, highlighter: Highlighter): HTMLElement {
    const languages = [this.language, "en", ...Object.keys(one.names)];
    const language = languages.find((name) => one.names[name]) ?? "";
    const name = one.names[language] ?? one.path;
    const link = made("a", "", ...this.mark(one.status), marked(name, language, highlighter));
    if (!/^[a-z][a-z0-9+.-]*:|^\/\//i.test(one.path)) link.setAttribute("href", this.root + one.path);
    const home = languages.find((key) => one.ofCase?.[key]) ?? "";
    if (one.ofCase?.[home]) {
      const place = made("span", "search-case", one.ofCase[home]);
      place.lang = TAGS[home] ?? home;
      link.append(" ", place);
    }
    if (highlighter.isIn(name)) return link;
    const elsewhere = [...Object.entries(one.names), ...one.texts].find(([, text]) => highlighter.isIn(text));
    if (elsewhere) link.append(made("span", "search-words", marked(elsewhere[1], elsewhere[0], highlighter, 60)));
    return link;
  }

  /** Whose word a claim is: its sign, and the same in words for who does not see it. */
  private mark(status: string): HTMLElement[] {
    if (!status) return [];
    const sign = made("span", `mark mark-${status}`, this.searcher.data.glyphs[status] ?? "");
    sign.setAttribute("aria-hidden", "true");
    return [sign, made("span", "hush", `${this.searcher.say(`said.${status}`, 1)}: `)];
  }

  private close(): void {
    this.list.hidden = true;
  }

  /** Arrows go through the list, Escape goes back to the field and closes it. */
  private pressed(event: KeyboardEvent): void {
    const links = [...this.list.querySelectorAll<HTMLElement>("a")];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      event.preventDefault();
      if (this.list.hidden && this.input.value && !this.page) this.input.value = "";
      this.input.focus();
      this.close();
    } else if (step !== undefined && !this.list.hidden && links.length) {
      event.preventDefault();
      const next = at + step;
      if (next < 0) this.input.focus();
      else links[Math.min(next, links.length - 1)]?.focus();
    }
  }
}

/** Take up the field; false when the data is missing or damaged. */
function start(form: HTMLFormElement): boolean {
  const data = checked((globalThis as { kgSearch?: unknown }).kgSearch);
  if (!data) return false;
  const language = document.documentElement.lang.split("-")[0] ?? "en";
  new Field(form, new Searcher(data, language), language);
  return true;
}

(globalThis as { kgStartSearch?: typeof start }).kgStartSearch = start;
