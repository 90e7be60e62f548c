/** The filters, a sentence with places that open: what is chosen in each, and the words that say so. */

import { type Address, CHOICES, type Choice } from "./address";

const FEW = 2;

export type Chosen = Record<Choice, ReadonlySet<string>>;

export class Filters {
  private readonly places: HTMLDetailsElement[];

  /**
   * @param form - holds the sentence; each place is a `details` with check boxes.
   * @param changed - called when the reader has changed a choice.
   */
  constructor(private readonly form: HTMLFormElement, changed: () => void) {
    this.places = [...form.querySelectorAll("details")];
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", changed);
    form.addEventListener("click", (event) => this.chooseAll(event, changed));
    form.addEventListener("keydown", (event) => {
      const open = (event.target as Element).closest<HTMLDetailsElement>("details[open]");
      if (event.key !== "Escape" || !open) return;
      open.open = false;
      open.querySelector("summary")?.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      for (const place of this.places) if (!place.contains(event.target as Node)) place.open = false;
    });
  }

  /** What is chosen now. */
  get chosen(): Chosen {
    const entries = CHOICES.map((choice) => [choice, new Set(this.boxes(choice).filter((box) => box.checked).map((box) => box.value))]);
    return Object.fromEntries(entries) as Chosen;
  }

  /** Choose what the address says, and elsewhere what the view starts with. */
  set(choices: Address["choices"], first: Address["choices"]): void {
    for (const choice of CHOICES) {
      const on = choices[choice] ?? first[choice];
      for (const box of this.boxes(choice)) box.checked = on ? on.includes(box.value) : box.defaultChecked;
    }
    this.say();
  }

  /** What is chosen where that is not what the view starts with. */
  changes(first: Address["choices"]): Address["choices"] {
    const found: Address["choices"] = {};
    for (const choice of CHOICES) {
      const isOn = (box: HTMLInputElement): boolean => first[choice]?.includes(box.value) ?? box.defaultChecked;
      const boxes = this.boxes(choice);
      if (boxes.some((box) => box.checked !== isOn(box))) found[choice] = boxes.filter((box) => box.checked).map((box) => box.value);
    }
    return found;
  }

  private boxes(choice: Choice): HTMLInputElement[] {
    return [...this.form.querySelectorAll<HTMLInputElement>(`input[name=${choice}]`)];
  }

  private chooseAll(event: Event, changed: () => void): void {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-choose]");
    if (!button) return;
    const boxes = button.closest("details")?.querySelectorAll<HTMLInputElement>("input:not([name=listed])") ?? [];
    for (const box of boxes) box.checked = button.dataset.choose === "all";
    changed();
  }

  /** Put the choices into words, in the sentence itself. */
  private say(): void {
    for (const place of this.places) {
      const boxes = [...place.querySelectorAll<HTMLInputElement>("input:not([name=listed])")];
      const on = boxes.filter((box) => box.checked);
      const summary = place.querySelector("summary .choice-said");
      if (summary) summary.textContent = this.wordsFor(place.dataset, boxes.length, on.map((box) => box.dataset.word ?? ""));
    }
  }

  private wordsFor(data: DOMStringMap, all: number, on: string[]): string {
    if (on.length === all) return data.all ?? "";
    if (!on.length) return data.none ?? "";
    const [comma, or] = [this.form.dataset.comma ?? ", ", this.form.dataset.or ?? ", "];
    if (on.length > FEW + 1) return `${on.slice(0, FEW).join(comma)}${(data.more ?? "").replace("#n#", String(on.length - FEW))}`;
    return on.length === 1 ? (on[0] as string) : `${on.slice(0, -1).join(comma)}${or}${on[on.length - 1]}`;
  }
}
