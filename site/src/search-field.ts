/** The search field of the head: what it needs is loaded when the reader first goes to it. */

type Start = (form: HTMLFormElement) => boolean;

/** Load a classic script of the site once; a file that is opened from a folder cannot be fetched. */
function load(address: string): Promise<void> {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => done());
    script.addEventListener("error", () => failed(new Error(address)));
    document.head.append(script);
  });
}

function sayBroken(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>(".search-found");
  const said = form.querySelector<HTMLElement>("[role=status]");
  const words = form.dataset.broken ?? "";
  if (said) said.textContent = words;
  if (!place) return;
  const link = document.createElement("a");
  link.setAttribute("href", form.getAttribute("action") ?? "");
  link.textContent = words;
  place.replaceChildren(link);
  place.hidden = false;
}

async function begin(form: HTMLFormElement): Promise<void> {
  try {
    await Promise.all([load(form.dataset.script ?? ""), load(form.dataset.index ?? "")]);
    const start = (globalThis as { kgStartSearch?: Start }).kgStartSearch;
    if (!start?.(form)) sayBroken(form);
  } catch {
    sayBroken(form);
  }
}

/** The field, `/` to go there, and the words of the address on the page of results. */
export function startSearchField(): void {
  const form = document.querySelector<HTMLFormElement>("form.search");
  const input = form?.querySelector("input");
  if (!form || !input) return;
  let begun = false;
  const once = (): void => {
    if (begun) return;
    begun = true;
    void begin(form);
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("focus", once);
  document.addEventListener("keydown", (event) => {
    // The innermost element: the editor of the query page stands in a shadow root.
    const isTyping = (event.composedPath()[0] as Element).closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  const words = new URLSearchParams(location.search).get("q");
  if (words && document.querySelector(".results")) {
    input.value = words;
    once();
  }
}
