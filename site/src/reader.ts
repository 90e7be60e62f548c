/**
 * The source reader: a passage is lit as a whole, though overlaps cut it into pieces. Pointing lights;
 * choosing opens a panel with what rests on the passage. The passage chosen stands in the address.
 */

import { startReaderFilters } from "./reader-filters";

const CHOSEN = /^p-\d+-\d+$/;

export function names(element: HTMLElement): string[] {
  return (element.dataset.passages ?? "").split(" ").filter(Boolean);
}

/** The passage in the address; empty when there is none. */
function fromAddress(): string {
  const name = decodeURIComponent(location.hash.slice(1));
  return CHOSEN.test(name) ? name : "";
}

/** Where a passage starts and ends, as its name says. */
function span(name: string): [number, number] {
  const [, start, end] = name.split("-");
  return [Number(start), Number(end)];
}

class Reader {
  private readonly marked: HTMLElement[];
  private readonly passages: string[];
  private readonly panel: HTMLElement | null;

  constructor(private readonly root: HTMLElement) {
    this.marked = [...root.querySelectorAll<HTMLElement>("[data-passages]")];
    const all = new Set([...root.querySelectorAll<HTMLElement>(".passage")].flatMap(names));
    this.passages = [...all].sort((a, b) => span(a)[0] - span(b)[0] || span(a)[1] - span(b)[1]);
    this.panel = root.querySelector(".passage-panel");
  }

  /** Mark every piece and every note of these passages, and nothing else. */
  private mark(wanted: ReadonlySet<string>, look: string): void {
    for (const element of this.marked) {
      element.classList.toggle(look, names(element).some((name) => wanted.has(name)));
    }
  }

  /** What is pointed at; what was chosen stays lit beside it. */
  point(element: HTMLElement | null): void {
    this.mark(new Set(element ? names(element) : []), "is-pointed");
  }

  /** Light the passage in the address. */
  rest(): void {
    const name = fromAddress();
    this.mark(new Set(name ? [name] : []), "is-lit");
    for (const verse of this.root.querySelectorAll<HTMLElement>(".verse-text")) {
      verse.classList.toggle("has-lit", verse.querySelector(".is-lit") !== null);
    }
  }

  /** Choose the next passage that covers a piece: overlapping ones take turns. */
  choose(piece: HTMLElement): void {
    const own = names(piece);
    const next = own[(own.indexOf(fromAddress()) + 1) % own.length];
    if (next) location.hash = next;
  }

  /** Fill the panel for the passage in the address, or put it away. */
  show(): void {
    const name = fromAddress();
    this.rest();
    if (!this.panel) return;
    this.panel.hidden = !this.passages.includes(name);
    if (this.panel.hidden) return;
    const pieces = this.piecesOf(name);
    const words = this.panel.querySelector(".passage-words");
    if (words) words.textContent = pieces.map((piece) => piece.textContent).join("");
    this.panel.querySelector(".passage-claims")?.replaceChildren(this.notesOf(name));
    for (const details of this.root.querySelectorAll<HTMLDetailsElement>(".verse-notes details")) {
      if (details.querySelector(".is-lit")) details.open = true;
    }
    pieces[0]?.closest(".verse")?.scrollIntoView({ block: "nearest" });
  }

  /** Go to the passage before or after the one chosen; with 0, back to the text where it stands. */
  step(by: number): void {
    const name = fromAddress();
    if (by === 0) {
      const piece = this.piecesOf(name)[0];
      location.hash = piece?.closest(".verse")?.id ?? "";
      piece?.focus();
      return;
    }
    const count = this.passages.length;
    location.hash = this.passages[(this.passages.indexOf(name) + by + count) % count] ?? "";
  }

  private piecesOf(name: string): HTMLElement[] {
    return this.marked.filter((element) => element.matches(".passage") && names(element).includes(name));
  }

  /** The claims and silences on a passage, each once, as they stand in the margin. */
  private notesOf(name: string): Node {
    const list = document.createElement("ul");
    list.className = "claims";
    const seen = new Set<string>();
    for (const note of this.marked) {
      const line = note.querySelector(".claim");
      const address = line?.querySelector("a")?.getAttribute("href") ?? "";
      if (!line || note.matches(".passage") || !names(note).includes(name) || seen.has(address)) continue;
      seen.add(address);
      const item = document.createElement("li");
      item.append(line.cloneNode(true));
      list.append(item);
    }
    if (seen.size) return list;
    return document.createTextNode(this.panel?.dataset.nothing ?? "");
  }
}

export function startReader(): void {
  const root = document.querySelector<HTMLElement>(".reader");
  if (!root) return;
  const reader = new Reader(root);
  const point = (event: Event): void => {
    reader.point((event.target as Element).closest<HTMLElement>("[data-passages]"));
  };
  root.addEventListener("mouseover", point);
  root.addEventListener("focusin", point);
  root.addEventListener("mouseleave", () => reader.point(null));
  root.addEventListener("focusout", () => reader.point(null));
  root.addEventListener("click", (event) => {
    const target = event.target as Element;
    const piece = target.closest<HTMLElement>(".passage");
    const button = target.closest<HTMLElement>("[data-step]");
    if (piece && !(event as MouseEvent).ctrlKey && !(event as MouseEvent).metaKey) {
      event.preventDefault();
      reader.choose(piece);
    }
    if (button) reader.step(Number(button.dataset.step));
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && fromAddress()) reader.step(0);
  });
  addEventListener("hashchange", () => reader.show());
  startReaderFilters(root);
  reader.show();
}
