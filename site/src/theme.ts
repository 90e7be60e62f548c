/** Light or dark: what the system says until the reader chooses. */

const KEY = "theme";
type Theme = "light" | "dark";

/** What the reader chose earlier; nothing when she did not, or when the browser keeps nothing. */
function stored(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    return null;
  }
}

function current(): Theme {
  const chosen = document.documentElement.dataset.theme as Theme | undefined;
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

/** Take up an earlier choice; called before the page is painted. */
export function applyStoredTheme(): void {
  const theme = stored();
  if (theme) document.documentElement.dataset.theme = theme;
}

/** Bring the switch to life and tell whoever draws when the colours change. */
export function startThemeSwitch(): void {
  const button = document.querySelector<HTMLButtonElement>(".switch-theme");
  if (!button) return;
  const name = (): void => {
    button.textContent = (current() === "dark" ? button.dataset.light : button.dataset.dark) ?? "";
  };
  button.hidden = false;
  name();
  button.addEventListener("click", () => {
    const next: Theme = current() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // A browser that keeps nothing still shows the choice on this page.
    }
    name();
    document.dispatchEvent(new Event("themechange"));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    name();
    document.dispatchEvent(new Event("themechange"));
  });
}
