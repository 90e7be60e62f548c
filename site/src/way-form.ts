/** The form that asks for a way between two things: two lists of what is shown. */

import type { GraphNode } from "./data";
import { made } from "./markup";

export class WayForm {
  private readonly form: HTMLFormElement | null;

  constructor(root: HTMLElement, find: (from: string, to: string) => void) {
    this.form = root.querySelector("form.way");
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      find(this.from, this.list("to")?.value ?? "");
    });
  }

  /** The thing the way is to start at. */
  get from(): string {
    return this.list("from")?.value ?? "";
  }

  /** Offer these things. */
  show(nodes: readonly GraphNode[]): void {
    const order = [...nodes].sort((a, b) => a.label.localeCompare(b.label, document.documentElement.lang));
    for (const name of ["from", "to"] as const) {
      const list = this.list(name);
      if (!list) continue;
      const chosen = list.value;
      list.replaceChildren(...order.map((node) => {
        const option = made("option", "", node.label.slice(0, 80));
        option.value = node.id;
        return option;
      }));
      if (order.some((node) => node.id === chosen)) list.value = chosen;
    }
  }

  set(from: string, to: string): void {
    for (const [name, value] of [["from", from], ["to", to]] as const) {
      const list = this.list(name);
      if (list && value) list.value = value;
    }
  }

  private list(name: "from" | "to"): HTMLSelectElement | null {
    return this.form?.querySelector<HTMLSelectElement>(`select[name=${name}]`) ?? null;
  }
}
