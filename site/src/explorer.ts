/** The graph of everything: filters that live in the address, a panel for what is pointed at. */

import type { GraphEdge, GraphNode } from "./data";
import type { Graph } from "./graph";
import { claimPanel, edgePanel, nodePanel } from "./panel";

const FEW = 5;

const GROUPS = ["status", "kind", "case"] as const;
type Group = (typeof GROUPS)[number];

class Explorer {
  private readonly form: HTMLFormElement | null;
  private readonly rows = new Map<string, HTMLElement>();
  private named: ReadonlySet<string> = new Set();

  constructor(private readonly graph: Graph, name: string, private readonly panel: HTMLElement | null) {
    this.form = document.querySelector<HTMLFormElement>(`form[data-for="${name}"]`);
    for (const row of document.querySelectorAll<HTMLElement>("tr[data-edge]")) {
      this.rows.set(row.dataset.edge ?? "", row);
    }
    this.readAddress();
    this.apply(true);
    this.form?.addEventListener("change", () => this.changed());
    this.form?.addEventListener("submit", (event) => event.preventDefault());
    this.form?.addEventListener("reset", () => setTimeout(() => this.changed()));
    this.form?.querySelector("[data-do=fit]")?.addEventListener("click", () => this.graph.fit());
    this.graph.network.on("selectNode", ({ nodes }) => this.openNode(nodes[0]));
    this.graph.network.on("selectEdge", ({ nodes, edges }) => {
      if (!nodes.length) this.openEdge(edges[0]);
    });
    this.graph.network.on("hoverEdge", ({ edge }) => this.graph.nameEdges(new Set([...this.named, edge ?? ""])));
    this.graph.network.on("blurEdge", () => this.graph.nameEdges(this.named));
    this.graph.network.on("deselectNode", () => this.name([]));
    this.graph.network.on("deselectEdge", () => this.name([]));
    const node = new URLSearchParams(location.search).get("node");
    if (node) this.openNode(node, true);
  }

  /** Keep the words of these lines on the graph. */
  private name(edges: string[]): void {
    this.named = new Set(edges);
    this.graph.nameEdges(this.named);
  }

  private boxes(group: Group): HTMLInputElement[] {
    return [...(this.form?.querySelectorAll<HTMLInputElement>(`input[name=${group}]`) ?? [])];
  }

  private chosen(group: Group): Set<string> {
    return new Set(this.boxes(group).filter((box) => box.checked).map((box) => box.value));
  }

  /** The address says what is on where that is not what the page starts with. */
  private readAddress(): void {
    const state = new URLSearchParams(location.search);
    for (const group of GROUPS) {
      const value = state.get(group);
      if (value === null) continue;
      const on = new Set(value.split(","));
      for (const box of this.boxes(group)) box.checked = on.has(box.value);
    }
  }

  private writeAddress(changes: Record<string, string | null> = {}): void {
    const state = new URLSearchParams(location.search);
    for (const group of GROUPS) {
      const asAtFirst = this.boxes(group).every((box) => box.checked === box.defaultChecked);
      if (asAtFirst) state.delete(group);
      else state.set(group, [...this.chosen(group)].join(","));
    }
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) state.delete(key);
      else state.set(key, value);
    }
    const query = state.toString();
    history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  }

  private changed(): void {
    this.writeAddress();
    this.apply();
  }

  /** Show what is chosen, in the graph and in the table; a kind hides its nodes and their edges. */
  private apply(isFirst = false): void {
    const statuses = this.chosen("status");
    const kinds = this.chosen("kind");
    const cases = this.boxes("case").length ? this.chosen("case") : null;
    const isKept = (node: GraphNode): boolean =>
      (!node.kind || kinds.has(node.kind)) && (!cases || !node.case || cases.has(node.case));
    const kept = new Set(this.graph.data.nodes.filter(isKept).map((node) => node.id));
    const isShown = (edge: GraphEdge): boolean =>
      statuses.has(edge.status) && kept.has(edge.from) && kept.has(edge.to);
    const edges = new Set(this.graph.data.edges.filter(isShown).map((edge) => edge.id));
    this.graph.show(kept, edges);
    for (const [id, row] of this.rows) row.classList.toggle("is-hidden", !edges.has(id));
    const said = this.form?.querySelector(".filters-said");
    const words = this.graph.data.words.shown ?? "";
    if (isFirst) this.graph.fit();
    if (said) said.textContent = words.replace("#nodes#", String(kept.size)).replace("#edges#", String(edges.size));
  }

  private edgesAt(node: string): GraphEdge[] {
    return this.graph.data.edges.filter((edge) => edge.from === node || edge.to === node);
  }

  private openNode(id: string | undefined, isMove = false): void {
    const node = this.graph.data.nodes.find((one) => one.id === id);
    if (!node || !this.panel) return;
    const edges = this.edgesAt(node.id).filter((edge) => !this.rows.get(edge.id)?.classList.contains("is-hidden"));
    this.panel.replaceChildren(nodePanel(this.graph.data, node, edges));
    // Many words at one spot cannot be read; the panel lists them.
    this.name(edges.length <= FEW ? edges.map((edge) => edge.id) : []);
    this.writeAddress({ node: node.id });
    if (isMove) {
      this.graph.network.selectNodes([node.id]);
      this.graph.network.focus(node.id, { scale: 0.9, animation: false });
    }
  }

  private openEdge(id: string | undefined): void {
    const edge = this.graph.data.edges.find((one) => one.id === id);
    if (!edge || !this.panel) return;
    const claim = edge.claim ? this.graph.data.claims?.[edge.claim] : undefined;
    this.panel.replaceChildren(claim ? claimPanel(this.graph.data, claim) : edgePanel(this.graph.data, edge));
    this.name([edge.id]);
    this.writeAddress({ node: null });
  }
}

export function startExplorer(graph: Graph, name: string, panel: HTMLElement | null): void {
  new Explorer(graph, name, panel);
}
