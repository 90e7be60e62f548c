/** Elements made by script. Words are set as text, never as markup; links lead inside the site only. */

export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K, className: string, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** A link, if the address is one inside the site; else the words alone. */
export function link(url: string, words: string): Node {
  if (!url || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) return document.createTextNode(words);
  const anchor = made("a", "", words);
  anchor.setAttribute("href", url);
  return anchor;
}

export function mark(glyph: string): HTMLElement {
  const sign = made("span", "mark", glyph);
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

export function button(words: string, act: () => void): HTMLButtonElement {
  const element = made("button", "", words);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}
