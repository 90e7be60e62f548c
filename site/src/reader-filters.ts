/** Filters of the source reader: by whose word, by role, by claim. What is chosen stands in the address. */

const KEYS = ["status", "role", "claim"] as const;
/** From how many claims on the ink is light, stronger, strongest; as in `kg.site.views.source`. */
const INK = [1, 2, 4];

type Choice = Record<(typeof KEYS)[number], string>;

function chosen(form: HTMLFormElement): Choice {
  const data = new FormData(form);
  return { status: String(data.get("status") ?? ""), role: String(data.get("role") ?? ""), claim: String(data.get("claim") ?? "") };
}

function isWanted(note: HTMLElement, choice: Choice): boolean {
  return KEYS.every((key) => !choice[key] || note.dataset[key] === choice[key]);
}

/** Ink on each piece for the claims that are shown, and none where none is. */
function ink(root: HTMLElement, shown: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const piece of root.querySelectorAll<HTMLElement>(".passage")) {
    const mark = piece.querySelector("mark");
    if (!mark) continue;
    const claims = new Set((piece.dataset.passages ?? "").split(" ").flatMap((name) => [...(shown.get(name) ?? [])]));
    mark.className = `ink-${INK.filter((least) => claims.size >= least).length}`;
  }
}

function apply(root: HTMLElement, form: HTMLFormElement): void {
  const choice = chosen(form);
  const shown = new Map<string, Set<string>>();
  const claims = new Set<string>();
  const verses = new Set<Element>();
  const isFiltered = KEYS.some((key) => choice[key]);
  for (const note of root.querySelectorAll<HTMLElement>("li[data-claim]")) {
    const wanted = isWanted(note, choice);
    note.hidden = !wanted;
    if (!wanted) continue;
    const claim = note.dataset.claim ?? "";
    claims.add(claim);
    const verse = note.closest(".verse");
    if (verse) verses.add(verse);
    const details = note.closest("details");
    if (details && isFiltered) details.open = true;
    for (const name of (note.dataset.passages ?? "").split(" ")) {
      shown.set(name, (shown.get(name) ?? new Set()).add(claim));
    }
  }
  ink(root, shown);
  root.classList.toggle("is-filtered", isFiltered);
  const said = form.querySelector(".filters-said");
  const words = form.dataset.shown ?? "";
  if (said) said.textContent = words.replace("#claims#", String(claims.size)).replace("#pieces#", String(verses.size));
}

/** Take the choice from the address; what is not offered is left alone. */
function read(form: HTMLFormElement): void {
  const asked = new URLSearchParams(location.search);
  for (const key of KEYS) {
    const select = form.elements.namedItem(key) as HTMLSelectElement | null;
    const value = asked.get(key) ?? "";
    if (select && [...select.options].some((option) => option.value === value)) select.value = value;
  }
}

function write(form: HTMLFormElement): void {
  const asked = new URLSearchParams();
  for (const [key, value] of Object.entries(chosen(form))) if (value) asked.set(key, value);
  const query = asked.toString();
  history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
}

export function startReaderFilters(root: HTMLElement): void {
  const form = root.querySelector<HTMLFormElement>(".reader-filters");
  if (!form) return;
  const act = (): void => {
    write(form);
    apply(root, form);
  };
  form.hidden = false;
  form.addEventListener("change", act);
  form.addEventListener("submit", (event) => event.preventDefault());
  // The fields are reset after the event, not before it.
  form.addEventListener("reset", () => setTimeout(act, 0));
  read(form);
  apply(root, form);
}
