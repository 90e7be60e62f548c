/** What the side panel says. Words are set as text, never as markup; links lead inside the site only. */

import type { ClaimDetail, GraphData, GraphEdge, GraphNode } from "./data";

function made<K extends keyof HTMLElementTagNameMap>(
  tag: K, className: string, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** A link, if the address is one inside the site; else the words alone. */
function link(url: string, words: string): Node {
  if (!url || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) return document.createTextNode(words);
  const anchor = made("a", "", words);
  anchor.setAttribute("href", url);
  return anchor;
}

function mark(glyph: string): HTMLElement {
  const sign = made("span", "mark", glyph);
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

/** A claim: who says it, the sentence, the words it rests on. */
export function claimPanel(data: GraphData, claim: ClaimDetail): Node {
  const panel = made("div", "");
  panel.append(
    made("p", "soft", mark(claim.glyph), [claim.said, ...claim.tags].join(" – ")),
    made("h2", "", claim.sentence),
  );
  for (const [place, words, language] of claim.quotes) {
    const quote = made("blockquote", "", words);
    quote.lang = language;
    panel.append(quote, made("p", "soft", place));
  }
  panel.append(made("p", "", link(claim.url, data.words.open ?? "")));
  return panel;
}

/** An inferred edge: the sentence it makes, the rule, the way to its reasons. */
export function edgePanel(data: GraphData, edge: GraphEdge): Node {
  const name = (id: string): string => data.nodes.find((node) => node.id === id)?.label ?? id;
  const why = edge.edge ? data.edges_why?.[edge.edge] : undefined;
  const panel = made("div", "");
  panel.append(
    made("p", "soft", mark("∴"), why?.said ?? ""),
    made("h2", "", `${name(edge.from)} – ${edge.label} – ${name(edge.to)}`),
    made("p", "soft", why?.rule ?? ""),
    made("p", "", link(why?.url ?? "", data.words.open ?? "")),
  );
  return panel;
}

/** A thing: its kind, its name, what is said of it among what is shown. */
export function nodePanel(data: GraphData, node: GraphNode, edges: readonly GraphEdge[]): Node {
  const panel = made("div", "");
  const kind = node.kind ? data.kinds?.[node.kind] : undefined;
  panel.append(made("p", "soft", kind ?? ""), made("h2", "", link(node.url, node.label)));
  const claims = new Set(edges.map((edge) => edge.claim).filter((id): id is string => Boolean(id)));
  const list = made("ul", "claims");
  for (const id of claims) {
    const claim = data.claims?.[id];
    if (!claim) continue;
    const words = made("span", "claim-words", link(claim.url, claim.sentence));
    list.append(made("li", "", made("span", "claim", mark(claim.glyph), words)));
  }
  if (claims.size) panel.append(made("p", "soft", data.words.claims_here ?? ""), list);
  return panel;
}
