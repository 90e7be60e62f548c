/** The language switch keeps the reader's place: the fragment and the state of the page go with it. */

export function startLanguageSwitch(): void {
  const link = document.querySelector<HTMLAnchorElement>(".switch-language");
  if (!link) return;
  const page = link.href.replace(/[?#].*$/, "");
  link.addEventListener("click", () => {
    link.href = page + location.search + location.hash;
  });
}
