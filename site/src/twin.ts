/** The table beside a graph: one row for each line that is drawn, and the things that no line touches. */

import type { GraphData, GraphEdge, GraphNode, Scene } from "./data";
import { link, made, mark } from "./markup";

/** So many rows at once; a button brings the next. */
const STEP = 300;

export class Twin {
  private readonly rows = new Map<string, HTMLTableRowElement>();
  private readonly body: HTMLTableSectionElement | null;
  private readonly more: HTMLButtonElement | null;
  private readonly alone: HTMLElement | null;
  private scene: Scene = { nodes: [], edges: [] };
  private most = STEP;

  constructor(private readonly data: GraphData, place: HTMLElement | null) {
    this.body = place?.querySelector("tbody") ?? null;
    this.more = place?.querySelector("button[data-do=more]") ?? null;
    this.alone = place?.querySelector("[data-alone]") ?? null;
    for (const row of this.body?.querySelectorAll<HTMLTableRowElement>("tr[data-edge]") ?? []) {
      this.rows.set(row.dataset.edge ?? "", row);
    }
    this.more?.addEventListener("click", () => {
      this.most += STEP;
      this.fill();
    });
  }

  /** Hold what is drawn, and nothing else. */
  show(scene: Scene): void {
    this.scene = scene;
    this.most = STEP;
    this.fill();
  }

  private fill(): void {
    const { nodes, edges } = this.scene;
    const names = new Map(nodes.map((node) => [node.id, node]));
    this.body?.replaceChildren(...edges.slice(0, this.most).map((edge) => this.row(edge, names)));
    if (this.more) this.more.hidden = edges.length <= this.most;
    const touched = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
    const alone = nodes.filter((node) => !touched.has(node.id));
    if (!this.alone) return;
    this.alone.hidden = !alone.length;
    this.alone.querySelector("ul")?.replaceChildren(...alone.slice(0, this.most).map((node) => {
      const item = made("li", "", name(node));
      item.dataset.node = node.id;
      return item;
    }));
  }

  private row(edge: GraphEdge, nodes: ReadonlyMap<string, GraphNode>): HTMLTableRowElement {
    const known = this.rows.get(edge.id);
    if (known) return known;
    const claim = edge.claim ? this.data.claims?.[edge.claim] : undefined;
    const url = claim?.url ?? (edge.edge ? this.data.edges_why?.[edge.edge]?.url : "") ?? "";
    const words = made("span", "", link(url, edge.label));
    if (edge.lang) words.lang = edge.lang;
    const [glyph, said] = this.data.statuses?.[edge.status] ?? ["", ""];
    const row = made("tr", "", made("td", "", name(nodes.get(edge.from))), made("td", "", words), made("td", "", name(nodes.get(edge.to))), made("td", "", mark(glyph), said));
    row.dataset.edge = edge.id;
    this.rows.set(edge.id, row);
    return row;
  }
}

function name(node: GraphNode | undefined): HTMLElement {
  const words = made("span", "", link(node?.url ?? "", node?.label ?? ""));
  if (node?.lang) words.lang = node.lang;
  return words;
}
