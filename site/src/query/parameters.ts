/** The values a named question needs, such as a claim: one list of what there is for each. */

import type { Names, Question } from "./names";
import type { Words } from "./words";

export class Parameters {
  private readonly lists = new Map<string, HTMLSelectElement>();

  constructor(private readonly place: HTMLElement, private readonly names: Names, private readonly words: Words, private readonly changed: () => void) {}

  /** Offer what a question can be asked about; `values` are those it has already. */
  show(question: Question | null, values: Readonly<Record<string, string>>): void {
    this.lists.clear();
    this.place.replaceChildren();
    for (const name of question?.parameters ?? []) this.add(name, values[name], false);
    const cases = this.names.all.filter(({ sort }) => sort === "case").length;
    const isForCase = question && !question.parameters.includes("case") && /\?case\b/.test(question.sparql);
    if (isForCase && (cases > 1 || values.case)) this.add("case", values.case, true);
  }

  /** The chosen values, by variable. */
  get values(): Record<string, string> {
    const chosen = [...this.lists].map(([name, list]) => [name, list.value] as const);
    return Object.fromEntries(chosen.filter(([, iri]) => iri));
  }

  private add(name: string, value: string | undefined, isOptional: boolean): void {
    const label = document.createElement("label");
    const list = document.createElement("select");
    label.textContent = `${this.words.say(`parameter.${name}`)} `;
    if (isOptional) list.append(new Option(this.words.say("all_cases"), ""));
    for (const { iri, sort } of this.names.all) {
      if (sort === name) list.append(new Option(this.names.label(iri).text, iri));
    }
    if (value) list.value = value;
    list.addEventListener("change", () => this.changed());
    this.lists.set(name, list);
    label.append(list);
    this.place.append(label);
  }
}
