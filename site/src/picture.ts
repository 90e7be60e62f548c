/**
 * The picture of a case: what is pointed at is lit with everything it speaks of, and a line under the
 * picture tells whose word it is and which words it rests on. Without script the links still lead there.
 */

type Part = SVGGElement;

const keyOf = (part: Part): string => part.dataset.key ?? "";
const nearOf = (part: Part): string[] => (part.dataset.near ?? "").split(" ").filter(Boolean);

/** Readings are drawn on demand: what is not drawn lights nothing. */
const isDrawn = (part: Part): boolean => getComputedStyle(part).display !== "none";

/** The parts that belong to one part: its things, or, for a thing, all that speaks of it and their things. */
function trace(parts: readonly Part[], part: Part): Set<Part> {
  const own = keyOf(part);
  const speaking = own && nearOf(part).length === 0 ? parts.filter((p) => nearOf(p).includes(own)) : [part];
  const keys = new Set([own, ...speaking.flatMap((p) => [keyOf(p), ...nearOf(p)])].filter(Boolean));
  const lit = new Set<Part>([part, ...speaking]);
  for (const other of parts) if (keys.has(keyOf(other)) && nearOf(other).length === 0) lit.add(other);
  return lit;
}

function start(figure: HTMLElement, drawing: SVGSVGElement): void {
  const parts = [...drawing.querySelectorAll<Part>("[data-key], [data-near]")];
  const say = figure.querySelector<HTMLElement>(".figure-say");
  const told = figure.querySelector<HTMLTemplateElement>(".figure-told");
  const empty = [...(say?.cloneNode(true).childNodes ?? [])];
  let shown: Part | null = null;

  const rest = (): void => {
    shown = null;
    drawing.classList.remove("has-lit");
    for (const part of parts) part.classList.remove("is-lit");
    say?.replaceChildren(...empty);
  };
  const point = (event: Event): void => {
    const part = (event.target as Element).closest<Part>("[data-key], [data-near]");
    if (part === shown) return;
    rest();
    if (!part) return;
    shown = part;
    const lit = trace(parts.filter(isDrawn), part);
    drawing.classList.add("has-lit");
    for (const other of lit) other.classList.add("is-lit");
    const line = told?.content.querySelector(`[data-for="${CSS.escape(keyOf(part))}"]`);
    if (line) say?.replaceChildren(line.cloneNode(true));
  };
  drawing.addEventListener("mouseover", point);
  drawing.addEventListener("focusin", point);
  drawing.addEventListener("mouseleave", rest);
  drawing.addEventListener("focusout", rest);
}

export function startPicture(): void {
  for (const figure of document.querySelectorAll<HTMLElement>(".figure")) {
    const say = figure.querySelector<HTMLElement>(".figure-say");
    if (say) say.hidden = false;
    for (const drawing of figure.querySelectorAll<SVGSVGElement>("svg.picture")) start(figure, drawing);
  }
}
