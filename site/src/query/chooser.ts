/** The list of named questions: filtered by words, walked with the arrow keys, chosen with Enter. */

import type { Names, Question } from "./names";
import type { Words } from "./words";

export class Chooser {
  private readonly options: { element: HTMLElement; question: Question; words: string }[] = [];

  constructor(
    private readonly list: HTMLElement,
    filter: HTMLInputElement,
    private readonly count: HTMLElement,
    private readonly names: Names,
    private readonly words: Words,
    choose: (question: Question) => void,
  ) {
    this.fill();
    filter.addEventListener("input", () => this.filter(filter.value));
    filter.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      this.focus(this.shown()[0]);
    });
    list.addEventListener("keydown", (event) => this.walk(event, choose));
    list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest("[role=option]");
      const found = this.options.find(({ element }) => element === option);
      if (found) choose(found.question);
    });
    this.filter("");
  }

  /** Show which question the editor holds; none when it holds none of them. */
  select(name: string): void {
    for (const { element, question } of this.options) {
      element.setAttribute("aria-selected", String(question.name === name));
    }
  }

  private fill(): void {
    const groups = new Map<string, HTMLElement>();
    for (const question of this.names.questions) {
      const title = this.words.say(`theme.${question.theme || question.group}`);
      let group = groups.get(title);
      if (!group) {
        group = document.createElement("div");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", title);
        const head = document.createElement("p");
        head.textContent = title;
        head.setAttribute("aria-hidden", "true");
        group.append(head);
        groups.set(title, group);
      }
      group.append(this.option(question));
    }
    this.list.replaceChildren(...groups.values());
  }

  private option(question: Question): HTMLElement {
    const [en, zh] = question.question;
    const isChinese = this.names.isChinese && zh !== "";
    const element = document.createElement("div");
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    element.tabIndex = -1;
    element.lang = isChinese ? "zh-Hans" : "en";
    element.textContent = isChinese ? zh : en;
    element.dataset.name = question.name;
    const words = [question.name, ...question.title, ...question.question].join("\n").toLowerCase();
    this.options.push({ element, question, words });
    return element;
  }

  private shown(): HTMLElement[] {
    return this.options.filter(({ element }) => !element.hidden).map(({ element }) => element);
  }

  private filter(typed: string): void {
    const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { element, words } of this.options) element.hidden = !wanted.every((word) => words.includes(word));
    for (const group of this.list.children) {
      (group as HTMLElement).hidden = !group.querySelector("[role=option]:not([hidden])");
    }
    const shown = this.shown();
    this.rove(shown[0]);
    this.count.textContent = this.words.say("chooser", { n: shown.length });
  }

  /** Make one option the list's single stop of the Tab key. */
  private rove(to: HTMLElement | undefined): void {
    for (const { element } of this.options) element.tabIndex = element === to ? 0 : -1;
  }

  private focus(to: HTMLElement | undefined): void {
    if (!to) return;
    this.rove(to);
    to.focus();
  }

  private walk(event: KeyboardEvent, choose: (question: Question) => void): void {
    const shown = this.shown();
    const at = shown.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.focus(shown[Math.min(Math.max(to, 0), shown.length - 1)]);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const found = this.options.find(({ element }) => element === document.activeElement);
      if (found) choose(found.question);
    }
  }
}
