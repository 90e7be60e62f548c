/**
 * A drawn graph: it shows scenes, where the build put the nodes, with vis-network.
 *
 * `drawGraph` is the door: it takes an element and what to draw, and gives a `Graph`, or nothing
 * where vis-network is not loaded.
 */

import type { GraphEdge, GraphNode, Scene } from "./data";
import { bends, type Route, route } from "./geometry";
import { edgeLook, nodeLook, Palette } from "./look";
import { paintCursor, paintFrames, paintMarks } from "./paint";
import type { Box, Vis, VisNetwork, VisSet } from "./vis";

/** Below this a label cannot be read: twelve pixels for fourteen. */
export const READABLE = 0.86;
/** A small graph is not blown up beyond this. */
const LARGEST = 1.25;
const NOTHING: ReadonlySet<string> = new Set();
const EDGE_OF_VIEW = 24;

export class Graph {
  readonly network: VisNetwork;
  private readonly nodeSet: VisSet;
  private readonly edgeSet: VisSet;
  private scene: Scene;
  private byId = new Map<string, GraphNode>();
  private bend = new Map<string, number>();
  private lit: ReadonlySet<string> | null = null;
  private named = NOTHING;
  private palette = new Palette();
  private cursorAt = "";

  constructor(vis: Vis, readonly canvas: HTMLElement, scene: Scene) {
    this.scene = scene;
    this.nodeSet = new vis.DataSet([]);
    this.edgeSet = new vis.DataSet([]);
    canvas.replaceChildren();
    this.network = new vis.Network(canvas, { nodes: this.nodeSet, edges: this.edgeSet }, this.options());
    this.network.on("beforeDrawing", (context: CanvasRenderingContext2D) => paintFrames(context, this.scene.frames ?? [], this.palette));
    this.network.on("afterDrawing", (context: CanvasRenderingContext2D) => this.paintOver(context));
    // A page is scrolled with the wheel; the graph is zoomed once it has been clicked.
    canvas.addEventListener("pointerdown", () => this.network.setOptions({ interaction: { zoomView: true } }));
    canvas.addEventListener("pointerleave", () => this.network.setOptions({ interaction: { zoomView: false } }));
    document.addEventListener("themechange", () => this.recolour());
    this.show(scene);
  }

  /** Draw this and nothing else. */
  show(scene: Scene): void {
    this.scene = scene;
    this.byId = new Map(scene.nodes.map((node) => [node.id, node]));
    this.bend = bends(scene.edges);
    this.edgeSet.clear();
    this.nodeSet.clear();
    this.nodeSet.add(scene.nodes.map((node) => this.nodeLook(node)));
    this.edgeSet.add(scene.edges.map((edge) => this.edgeLook(edge)));
  }

  /** What is drawn. */
  get shown(): Scene {
    return this.scene;
  }

  node(id: string): GraphNode | undefined {
    return this.byId.get(id);
  }

  /** Light these nodes and edges and let the others fade; without any, everything is plain. */
  light(ids: ReadonlySet<string> | null, named: ReadonlySet<string> = NOTHING): void {
    const isSame = this.lit === null && ids === null && this.named.size === 0 && named.size === 0;
    this.lit = ids;
    this.named = named;
    if (!isSame) this.recolour();
  }

  /** Name one more edge while it is pointed at. */
  hover(id: string | null): void {
    if (this.scene.named) return;
    for (const edge of this.scene.edges) {
      const isNamed = edge.id === id || this.named.has(edge.id);
      if (isNamed !== Boolean((this.edgeSet.get(edge.id) as { label?: string } | null)?.label)) {
        this.edgeSet.update([{ id: edge.id, label: isNamed ? edge.label : "" }]);
      }
    }
  }

  /** Show all of it. */
  fit(): void {
    this.network.fit({ animation: false, maxZoomLevel: LARGEST, minZoomLevel: 0.01 });
  }

  /** Show all of it if it can be read then, else its beginning, or the root. */
  start(least = READABLE): void {
    this.fit();
    if (this.network.getScale() >= least || !this.scene.nodes.length) return;
    const root = this.scene.nodes.find((node) => node.root);
    if (root) return this.goTo(root.id, least);
    const left = Math.min(...this.sides((node) => node.x - (node.width ?? 0) / 2), ...(this.scene.frames ?? []).map((frame) => frame.x));
    const top = Math.min(...this.sides((node) => node.y - (node.height ?? 0) / 2), ...(this.scene.frames ?? []).map((frame) => frame.y));
    const x = left - EDGE_OF_VIEW + this.canvas.clientWidth / 2 / least;
    const y = top - EDGE_OF_VIEW + this.canvas.clientHeight / 2 / least;
    this.network.moveTo({ position: { x, y }, scale: least, animation: false });
  }

  /** Bring a region into view. */
  fitBox({ x, y, width, height }: { x: number; y: number; width: number; height: number }): void {
    const scale = Math.min(this.canvas.clientWidth / width, this.canvas.clientHeight / height, 1) * 0.95;
    this.network.moveTo({ position: { x, y }, scale, animation: false });
  }

  /** Bring a node into the middle. */
  goTo(id: string, scale = Math.max(this.network.getScale(), READABLE)): void {
    const node = this.byId.get(id);
    if (node) this.network.moveTo({ position: { x: node.x, y: node.y }, scale, animation: false });
  }

  /** Move the view aside where these nodes lie under its right-hand part. */
  clear(nodes: readonly GraphNode[], covered: number): void {
    if (!nodes.length || !covered) return;
    const scale = this.network.getScale();
    const centre = this.network.getViewPosition();
    const free = centre.x + (this.canvas.clientWidth / 2 - covered) / scale;
    const over = Math.max(...nodes.map((node) => node.x + (node.width ?? 0) / 2)) + EDGE_OF_VIEW - free;
    if (over > 0) this.network.moveTo({ position: { x: centre.x + over, y: centre.y }, animation: false });
  }

  zoom(factor: number): void {
    const scale = Math.min(Math.max(this.network.getScale() * factor, 0.02), 4);
    this.network.moveTo({ scale, animation: false });
  }

  /** The node where the keyboard is. */
  get cursor(): string {
    return this.byId.has(this.cursorAt) ? this.cursorAt : "";
  }

  set cursor(id: string) {
    this.cursorAt = id;
    this.network.redraw();
  }

  /** The box of a node as it is drawn; as the build measured it, before that. */
  box(id: string): Box {
    const drawn = this.network.getBoundingBox(id);
    if (drawn) return drawn;
    const { x = 0, y = 0, width = 0, height = 0 } = this.byId.get(id) ?? {};
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  }

  /** The way of an edge as it is drawn. */
  route(edge: GraphEdge): Route {
    const [from, to] = [this.byId.get(edge.from) as GraphNode, this.byId.get(edge.to) as GraphNode];
    return route(from, to, [this.box(edge.from), this.box(edge.to)], this.bend.get(edge.id) ?? 0);
  }

  isDim(id: string): boolean {
    return this.lit !== null && !this.lit.has(id);
  }

  isNamed(edge: GraphEdge): boolean {
    return Boolean(this.scene.named) || this.named.has(edge.id);
  }

  isLit(id: string): boolean {
    return this.lit !== null && this.lit.has(id);
  }

  private sides(side: (node: GraphNode) => number): number[] {
    return this.scene.nodes.map(side);
  }

  private options(): object {
    const interaction = {
      multiselect: false,
      zoomSpeed: 0.6,
      hover: true,
      dragNodes: false,
      keyboard: { enabled: false },
      zoomView: false,
      navigationButtons: false,
      hideEdgesOnDrag: this.scene.edges.length > 2000,
      hideEdgesOnZoom: this.scene.edges.length > 2000,
    };
    return { layout: { improvedLayout: false }, physics: { enabled: false }, autoResize: true, interaction };
  }

  private nodeLook(node: GraphNode): object {
    return nodeLook(node, this.palette, this.isDim(node.id));
  }

  private edgeLook(edge: GraphEdge): object {
    const [from, to] = [this.byId.get(edge.from), this.byId.get(edge.to)];
    const origin = { x: 0, y: 0 };
    return edgeLook(edge, this.palette, [from ?? origin, to ?? origin], {
      bend: this.bend.get(edge.id) ?? 0,
      isNamed: this.isNamed(edge),
      isDim: this.isDim(edge.id),
      isLit: this.isLit(edge.id),
    });
  }

  private recolour(): void {
    this.palette = new Palette();
    this.nodeSet.update(this.scene.nodes.map((node) => this.nodeLook(node)));
    this.edgeSet.update(this.scene.edges.map((edge) => this.edgeLook(edge)));
  }

  private paintOver(context: CanvasRenderingContext2D): void {
    for (const edge of this.scene.edges) {
      if (edge.status === "presupposed" || edge.denied) {
        paintMarks(context, edge, this.route(edge), this.palette, this.isDim(edge.id));
      }
    }
    if (this.cursor) paintCursor(context, this.box(this.cursor), this.palette);
  }
}

/** Draw a scene into an element; nothing happens where vis-network is not loaded. */
export function drawGraph(canvas: HTMLElement, scene: Scene): Graph | null {
  const vis = (globalThis as { vis?: Vis }).vis;
  return vis ? new Graph(vis, canvas, scene) : null;
}
