/** An answer on the page: a table, a sentence, or a graph with its table; and the files one can take away. */

import { drawSmall } from "../small";
import { drawing, MOST_THINGS } from "./drawing";
import { loadScript } from "./engine";
import type { Names } from "./names";
import type { Answer, Form, GraphAnswer, RowsAnswer } from "./protocol";
import { made, Table } from "./table";
import type { Words } from "./words";

const TYPES: Readonly<Record<Form, string>> = {
  csv: "text/csv;charset=utf-8", json: "application/sparql-results+json", turtle: "text/turtle;charset=utf-8",
};
const ENDINGS: Readonly<Record<Form, string>> = { csv: "csv", json: "srj", turtle: "ttl" };

export interface Place {
  section: HTMLElement;
  said: HTMLElement;
  files: HTMLElement;
  body: HTMLElement;
}

export class AnswerView {
  constructor(
    private readonly place: Place,
    private readonly names: Names,
    private readonly words: Words,
    private readonly visScript: string,
    private readonly write: (form: Form) => Promise<string>,
  ) {}

  clear(): void {
    this.place.section.hidden = true;
    this.place.body.replaceChildren();
    this.place.files.replaceChildren();
  }

  /** Show an answer; `unknown` are the names in the query that nothing in the graph bears. */
  async show(answer: Answer, unknown: readonly string[]): Promise<void> {
    this.clear();
    this.place.section.hidden = false;
    if (answer.said === "truth") {
      this.say(made("p", "verdict", this.words.say(answer.value ? "yes" : "no")));
      this.offer(["json"]);
      if (!answer.value) this.teach(unknown);
    } else if (answer.said === "rows") this.rows(answer, unknown);
    else await this.graph(answer, unknown);
  }

  private rows(answer: RowsAnswer, unknown: readonly string[]): void {
    if (!answer.total) this.teach(unknown);
    else {
      const rows = answer.rows.map((row) => answer.variables.map((name) => row[name]));
      this.capped(rows.length, answer.total);
      new Table(this.child(), answer.variables, rows, this.names, this.words);
    }
    this.offer(["csv", "json"]);
  }

  private async graph(answer: GraphAnswer, unknown: readonly string[]): Promise<void> {
    if (!answer.total) this.teach(unknown);
    else {
      this.capped(answer.triples.length, answer.total);
      const canvas = this.child();
      const head = (["subject", "predicate", "object"] as const).map((key) => this.words.say(key));
      new Table(this.child(), head, answer.triples, this.names, this.words);
      this.offer(["turtle"]);
      await this.draw(canvas, answer);
    }
  }

  /** Draw the graph above its table, or say why not. */
  private async draw(place: HTMLElement, answer: GraphAnswer): Promise<void> {
    const data = drawing(answer.triples, this.names);
    if (!data) {
      place.append(made("p", "soft", this.words.say("not_drawn", { n: MOST_THINGS })));
      return;
    }
    await loadScript(this.visScript);
    if (!place.isConnected) return;
    const figure = made("figure", "graph");
    const canvas = made("div", "graph-canvas");
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-label", this.words.say("canvas"));
    figure.append(canvas, made("figcaption", "apparatus", this.words.say("drawn", { n: data.nodes.length })));
    place.append(figure);
    drawSmall(canvas, { ...data, named: data.edges.length <= 60 });
  }

  /** What an empty answer means, and what may be the matter with the query. */
  private teach(unknown: readonly string[]): void {
    this.say(made("p", "", this.words.say("empty")));
    for (const name of unknown) this.say(made("p", "", this.words.say("unknown", { name })));
    const list = made("ul", "");
    for (const key of ["empty_exact", "empty_language", "empty_silent"]) {
      list.append(made("li", "", this.words.say(key)));
    }
    this.say(list);
  }

  private capped(shown: number, total: number): void {
    if (shown < total) this.say(made("p", "notice", this.words.say("capped", { n: shown, total })));
  }

  private say(element: HTMLElement): void {
    this.place.body.append(element);
  }

  private child(): HTMLElement {
    const element = document.createElement("div");
    this.place.body.append(element);
    return element;
  }

  private offer(forms: readonly Form[]): void {
    for (const form of forms) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.form = form;
      button.textContent = this.words.say(`file_${form}`);
      button.addEventListener("click", () => void this.save(form));
      this.place.files.append(button);
    }
  }

  private async save(form: Form): Promise<void> {
    const text = await this.write(form);
    const address = URL.createObjectURL(new Blob([text], { type: TYPES[form] }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `answer.${ENDINGS[form]}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}
