/** What the side panel says of a thing, of a line, and of the way from one thing to another. */

import type { ClaimDetail, GraphData, GraphEdge, GraphNode, Scene } from "./data";
import { button, link, made, mark } from "./markup";

/** What can be done from the panel. */
export interface PanelActions {
  openEdge(id: string): void;
  openNode(id: string): void;
  wayFrom(id: string): void;
  wayTo(id: string): void;
}

type Says = (key: string, places?: Record<string, string | number>) => string;

/** The words of the page, with `#places#` filled. */
export function speaker(data: GraphData): Says {
  return (key, places = {}) =>
    Object.entries(places).reduce((words, [name, value]) => words.replaceAll(`#${name}#`, String(value)), data.words?.[key] ?? "");
}

export class Panel {
  private readonly says: Says;

  constructor(private readonly data: GraphData, private readonly place: HTMLElement | null, private readonly actions: PanelActions) {
    this.says = speaker(data);
  }

  close(): void {
    this.place?.replaceChildren(made("p", "soft", this.says("panel_empty")));
  }

  /** A thing: its kind, its name, its definitions, what is said of it among what is shown, and the words. */
  node(node: GraphNode, edges: readonly GraphEdge[], scene: Scene): void {
    const title = made("h2", "", link(node.url, node.label));
    if (node.lang) title.lang = node.lang;
    const panel = made("div", "", made("p", "soft", (node.kind && this.data.kinds?.[node.kind]) ?? ""), title);
    for (const [text, language] of this.data.definitions?.[node.id] ?? []) {
      const words = made("p", "", text);
      words.lang = language;
      panel.append(words);
    }
    if (edges.length) panel.append(made("p", "soft", this.says("claims_here")), this.lines(edges, scene));
    panel.append(made("p", "panel-ways", button(this.says("way_from"), () => this.actions.wayFrom(node.id)), " ", button(this.says("way_to"), () => this.actions.wayTo(node.id))));
    this.place?.replaceChildren(panel);
  }

  /** A line: the claim in words, whose word it is, the words it rests on. */
  edge(edge: GraphEdge, scene: Scene): void {
    const claim = this.claimOf(edge);
    const panel = made("div", "");
    const why = edge.edge ? this.data.edges_why?.[edge.edge] : undefined;
    const [glyph, said] = this.data.statuses?.[edge.status] ?? ["", ""];
    panel.append(made("p", "soft", mark(claim?.glyph ?? glyph), [claim?.said ?? why?.said ?? said, ...(claim?.tags ?? [])].join(" – ")));
    panel.append(this.inLanguage(made("h2", "", this.sentence(edge, scene)), claim?.lang));
    if (why) panel.append(made("p", "soft", why.rule));
    if (claim) panel.append(this.quotes(claim));
    const url = claim?.url ?? why?.url;
    if (url) panel.append(made("p", "", link(url, this.says("open"))));
    this.place?.replaceChildren(panel);
  }

  /** The way between two things, line by line. */
  way(way: readonly GraphEdge[] | null, ends: [GraphNode | undefined, GraphNode | undefined], scene: Scene): void {
    const names = { from: ends[0]?.label ?? "", to: ends[1]?.label ?? "" };
    const key = ends[1] === undefined ? "way_choose" : way === null ? "way_none" : way.length === 1 ? "way_one" : "way_found";
    const panel = made("div", "", made("h2", "", this.says(key, { ...names, n: way?.length ?? 0 })));
    if (way?.length) panel.append(this.lines(way, scene, "ol"));
    this.place?.replaceChildren(panel);
  }

  /** The sentence a line makes. */
  sentence(edge: GraphEdge, scene: Scene): string {
    const name = (id: string): string => scene.nodes.find((node) => node.id === id)?.label ?? id;
    return this.claimOf(edge)?.sentence ?? [name(edge.from), edge.label, name(edge.to)].filter(Boolean).join(" – ");
  }

  private claimOf(edge: GraphEdge): ClaimDetail | undefined {
    return edge.claim ? this.data.claims?.[edge.claim] : undefined;
  }

  private inLanguage<E extends HTMLElement>(element: E, language: string | undefined): E {
    if (language) element.lang = language;
    return element;
  }

  /** Lines as sentences, each a button that opens it; lines of one claim are named once. */
  private lines(edges: readonly GraphEdge[], scene: Scene, tag: "ul" | "ol" = "ul"): HTMLElement {
    const list = made(tag, "claims");
    const seen = new Set<string>();
    for (const edge of edges) {
      if (edge.claim && seen.has(edge.claim) && tag === "ul") continue;
      if (edge.claim) seen.add(edge.claim);
      const words = button(this.sentence(edge, scene), () => this.actions.openEdge(edge.id));
      words.className = "as-link";
      const [glyph, said] = this.data.statuses?.[edge.status] ?? ["", ""];
      const hush = made("span", "hush", said);
      list.append(made("li", "", made("span", "claim", mark(glyph), this.inLanguage(made("span", "claim-words", words, hush), this.claimOf(edge)?.lang))));
    }
    return list;
  }

  private quotes(claim: ClaimDetail): Node {
    const found = document.createDocumentFragment();
    for (const [place, words, language, url] of claim.quotes) {
      const quote = made("blockquote", "", words);
      quote.lang = language;
      found.append(quote, made("p", "soft", link(url, place)));
    }
    return found;
  }
}
