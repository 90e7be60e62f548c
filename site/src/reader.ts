/**
 * The source reader: a passage is lit as a whole, though overlaps cut it into pieces, when its claim
 * is pointed at or when a link leads to it.
 */

function names(element: HTMLElement): string[] {
  return (element.dataset.passages ?? "").split(" ").filter(Boolean);
}

/** Light every piece and every note of these passages, and nothing else. */
function light(reader: HTMLElement, wanted: ReadonlySet<string>): void {
  for (const element of reader.querySelectorAll<HTMLElement>("[data-passages]")) {
    element.classList.toggle("is-lit", names(element).some((name) => wanted.has(name)));
  }
  for (const verse of reader.querySelectorAll<HTMLElement>(".verse-text")) {
    verse.classList.toggle("has-lit", verse.querySelector(".is-lit") !== null);
  }
}

function fromAddress(): Set<string> {
  const name = decodeURIComponent(location.hash.slice(1));
  return new Set(name.startsWith("p-") ? [name] : []);
}

export function startReader(): void {
  const reader = document.querySelector<HTMLElement>(".reader");
  if (!reader) return;
  const rest = (): void => light(reader, fromAddress());
  const point = (event: Event): void => {
    const element = (event.target as Element).closest<HTMLElement>("[data-passages]");
    if (element) light(reader, new Set(names(element)));
    else rest();
  };
  reader.addEventListener("mouseover", point);
  reader.addEventListener("focusin", point);
  reader.addEventListener("mouseleave", rest);
  reader.addEventListener("focusout", rest);
  addEventListener("hashchange", rest);
  rest();
}
