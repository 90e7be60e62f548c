/** A graph on a page: made of the page's own data, drawn by vis-network where the build put the nodes. */

import type { GraphData, GraphEdge, GraphNode } from "./data";
import { readData } from "./data";
import { startExplorer } from "./explorer";
import { bends, edgeLook, nodeLook, Palette } from "./look";
import type { Vis, VisNetwork, VisSet } from "./vis";

/** Below this a label cannot be read. */
const LEAST_SCALE = 0.45;

/** Everything that acts on a drawn graph needs. */
export class Graph {
  readonly nodes: VisSet;
  readonly edges: VisSet;
  readonly network: VisNetwork;
  private readonly bend: Map<string, number>;

  constructor(vis: Vis, canvas: HTMLElement, readonly data: GraphData, private readonly labels: boolean) {
    this.bend = bends(data.edges);
    this.nodes = new vis.DataSet(this.nodeLooks());
    this.edges = new vis.DataSet(this.edgeLooks(data.edges));
    canvas.replaceChildren();
    const options = {
      ...data.options,
      autoResize: true,
      interaction: {
        ...(data.options.interaction as object),
        keyboard: { enabled: true, bindToWindow: false },
        // A page is scrolled with the wheel; the graph is zoomed once it has been clicked.
        zoomView: false,
        navigationButtons: false,
      },
    };
    this.network = new vis.Network(canvas, { nodes: this.nodes, edges: this.edges }, options);
    this.fit();
    canvas.addEventListener("pointerdown", () => this.network.setOptions({ interaction: { zoomView: true } }));
    canvas.addEventListener("pointerleave", () => this.network.setOptions({ interaction: { zoomView: false } }));
    document.addEventListener("themechange", () => this.recolour());
  }

  /** Show all that is not hidden. */
  fit(): void {
    const shown = this.data.nodes.filter((node) => !this.nodes.get(node.id)?.hidden).map((node) => node.id);
    this.network.fit({ nodes: shown, animation: false, maxZoomLevel: 1 });
    // On a narrow screen a part that can be read is worth more than a whole that cannot.
    const root = this.data.nodes.find((node) => node.root)?.id;
    if (this.network.getScale() >= LEAST_SCALE) return;
    if (root) this.network.focus(root, { scale: 0.7, animation: false });
    else this.network.fit({ nodes: shown, animation: false, minZoomLevel: LEAST_SCALE });
  }

  /** Show some nodes and edges and hide the others. */
  show(nodes: ReadonlySet<string>, edges: ReadonlySet<string>): void {
    this.nodes.update(this.data.nodes.map(({ id }) => ({ id, hidden: !nodes.has(id) })));
    this.edges.update(this.data.edges.map(({ id }) => ({ id, hidden: !edges.has(id) })));
  }

  /** Name an edge, or none, on the graph itself. */
  nameEdges(ids: ReadonlySet<string>): void {
    if (this.labels) return;
    this.edges.update(this.data.edges.map(({ id, label }) => ({ id, label: ids.has(id) ? label : "" })));
  }

  private nodeLooks(): object[] {
    const palette = new Palette();
    return this.data.nodes.map((node: GraphNode) => nodeLook(node, palette));
  }

  private edgeLooks(edges: GraphEdge[]): object[] {
    const palette = new Palette();
    const x = new Map(this.data.nodes.map((node) => [node.id, node.x]));
    return edges.map((edge) => {
      const isUpright = Math.abs((x.get(edge.from) ?? 0) - (x.get(edge.to) ?? 0)) < 160;
      return edgeLook(edge, palette, this.bend.get(edge.id) ?? 0, this.labels, isUpright);
    });
  }

  private recolour(): void {
    this.nodes.update(this.nodeLooks());
    this.edges.update(this.edgeLooks(this.data.edges));
  }
}

/** Draw every graph of the page; one whose data is broken says so. */
export function startGraphs(): void {
  const vis = (globalThis as { vis?: Vis }).vis;
  for (const figure of document.querySelectorAll<HTMLElement>("[data-graph]")) {
    const name = figure.dataset.graph ?? "";
    const canvas = document.getElementById(`${name}-canvas`);
    const data = readData(name);
    if (!canvas || !vis || !data) continue;
    const hasPanel = figure.dataset.panel !== undefined;
    const graph = new Graph(vis, canvas, data, !hasPanel);
    if (hasPanel) startExplorer(graph, name, document.getElementById(figure.dataset.panel ?? ""));
    else followOnDoubleClick(graph);
  }
}

/** In a small graph a double click opens the page of a node. */
function followOnDoubleClick(graph: Graph): void {
  graph.network.on("doubleClick", ({ nodes }) => {
    const node = graph.data.nodes.find(({ id }) => id === nodes[0]);
    if (node?.url) location.href = node.url;
  });
}
