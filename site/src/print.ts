/** On paper nothing can be opened: what is folded away is opened before printing, and folded again. */

const FOLDED = ".sheet-margin details, .twin, .verse-notes details, .sheet-main details";

export function startPrinting(): void {
  const opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>(FOLDED)) {
      if (details.open) continue;
      details.open = true;
      opened.push(details);
    }
  });
  addEventListener("afterprint", () => {
    for (const details of opened.splice(0)) details.open = false;
  });
}
