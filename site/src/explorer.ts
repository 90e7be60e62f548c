/** The explorer: views, filters, a panel for what is pointed at, ways between things; all of it in the address. */

import { type Address, readAddress, writeAddress } from "./address";
import type { GraphData, GraphNode, View } from "./data";
import { savePng, saveSvg } from "./download";
import { Filters } from "./filters";
import { drawGraph, type Graph } from "./graph";
import { startKeys } from "./keys";
import { Panel, speaker } from "./panel";
import { Parts } from "./parts";
import { groupOf, neighbourhood, sceneOf, shortestWay, withGroups } from "./scene";
import { Twin } from "./twin";
import { WayForm } from "./way-form";
import { isShown, partsFor, viewOf, wayTo } from "./whereabouts";

const FEW = 5;
const SETTLED = 250;

class Explorer {
  private readonly graph: Graph;
  private readonly filters: Filters;
  private readonly panel: Panel;
  private readonly twin: Twin;
  private readonly ways: WayForm;
  private readonly says: ReturnType<typeof speaker>;
  private readonly parts: Parts;
  private address: Address;
  private isMoved = false;
  private drawn = "";
  private settling = 0;

  constructor(graph: Graph, private readonly data: GraphData, private readonly root: HTMLElement) {
    this.graph = graph;
    this.says = speaker(data);
    this.parts = new Parts(data);
    this.address = readAddress(location.hash);
    this.panel = new Panel(data, root.querySelector(".panel"), {
      openEdge: (id) => this.go({ edge: id, node: "", from: "", to: "" }),
      openNode: (id) => this.go({ node: id, edge: "", from: "", to: "" }),
      wayFrom: (id) => this.go({ from: id, to: "", node: "", edge: "" }),
      wayTo: (id) => this.go({ to: id, from: this.address.from || this.ways.from, node: "", edge: "" }),
    });
    this.filters = new Filters(root.querySelector<HTMLFormElement>("form.filters") as HTMLFormElement, () =>
      this.go({ choices: this.filters.changes(this.view.on ?? {}) }));
    this.twin = new Twin(data, root.querySelector(".twin"));
    this.ways = new WayForm(root, (from, to) => this.go({ from, to, node: "", edge: "" }));
    this.startControls();
    this.startPointer();
    startKeys(graph, {
      open: (id) => this.open(id),
      close: () => this.close(),
      moved: (node) => this.announce(node),
    });
    this.follow(true);
  }

  private get view(): View {
    return viewOf(this.data, this.address.view) ?? (this.data.views?.[0] as View);
  }

  /** Go to a state: write it into the address, where the back button finds the one before. */
  private go(changes: Partial<Address>): void {
    const isNew = changes.view !== undefined;
    this.address = { ...this.address, ...changes };
    const hash = writeAddress(this.address);
    if (`#${hash}` === location.hash || (!hash && !location.hash)) return;
    history.pushState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    this.apply(isNew);
  }

  /** Show what an address from elsewhere says, in a drawing that holds it. */
  private follow(isNew: boolean): void {
    const { view } = this.address;
    this.notice(view && !viewOf(this.data, view) ? this.says("no_such_view", { title: this.view.title }) : "");
    this.apply(isNew, () => {
      // Choices in the address are the reader's own: what they leave out stays out.
      if (isShown(this.address, this.graph.shown) || Object.keys(this.address.choices).length) return;
      const way = wayTo(this.data, this.address);
      if (!way) return this.notice(this.says("not_here"));
      this.address = { ...this.address, ...way };
      history.replaceState(null, "", `#${writeAddress(this.address)}`);
      this.apply(true);
    });
  }

  /** Show what the address says, once the parts of the graph that it needs are there. */
  private apply(isNew: boolean, then = (): void => undefined): void {
    this.isMoved ||= isNew;
    const missing = this.parts.missing(partsFor(this.data, this.view, this.address));
    if (!missing.length) {
      this.root.removeAttribute("aria-busy");
      this.showNow(this.isMoved);
      this.isMoved = false;
      return then();
    }
    this.root.setAttribute("aria-busy", "true");
    this.said(".filters-said", this.says("loading"));
    void this.parts.load(missing).then((broken) => {
      if (broken.length) this.notice(this.says("part_missing", { files: broken.map((name) => this.data.parts?.[name]).join(", ") }));
      this.apply(false, then);
    });
  }

  private showNow(isNew: boolean): void {
    const { address, view } = this;
    this.filters.set(address.choices, view.on ?? {});
    const select = this.root.querySelector<HTMLSelectElement>("select[name=view]");
    if (select) select.value = view.id;
    const key = JSON.stringify([view.id, address.choices, address.open]);
    if (key !== this.drawn) this.draw(key);
    if (address.at) this.moveTo(address.at);
    else if (isNew) this.graph.start(view.overview || (this.data.grouped && !view.nodes) ? 0 : undefined);
    this.point(isNew);
  }

  private draw(key: string): void {
    this.drawn = key;
    const scene = withGroups(
      this.data, sceneOf(this.data, this.view, this.filters.chosen), new Set(this.address.open),
      (name) => this.parts.isLoaded(name), this.filters.chosen.case,
    );
    this.graph.show(scene);
    this.twin.show(scene);
    this.ways.show(scene.nodes);
    this.said(".filters-said", this.says("shown", { nodes: scene.nodes.length, edges: scene.edges.length }));
  }

  /** Open the panel for what the address points at, and light it. */
  private point(isNew: boolean): void {
    const { address, view } = this;
    const { node, edge, from, to } = address;
    const scene = this.graph.shown;
    const thing = this.graph.node(node);
    const line = scene.edges.find((one) => one.id === edge);
    if (from || to) this.showWay(from, to);
    else if (thing) {
      const { ids, edges } = neighbourhood(scene, thing.id);
      this.panel.node(thing, edges, scene);
      // Many words at one spot cannot be read; the panel lists them.
      this.graph.light(ids, new Set(edges.length <= FEW ? edges.map(({ id }) => id) : []));
      this.graph.network.setSelection({ nodes: [thing.id], edges: [] });
      if (isNew && !address.at) this.graph.goTo(thing.id);
    } else if (line) {
      this.panel.edge(line, scene);
      this.graph.light(new Set([line.id, line.from, line.to]), new Set([line.id]));
      this.graph.network.setSelection({ nodes: [], edges: [line.id] });
    } else {
      this.panel.close();
      this.graph.light(null);
      this.graph.network.setSelection({ nodes: [], edges: [] });
    }
    this.root.classList.toggle("is-proof", Boolean(view.nodes));
    this.root.classList.toggle("has-selection", Boolean(thing || line || from || to));
    const ends = line ? [this.graph.node(line.from), this.graph.node(line.to)] : [thing];
    if (!address.at) this.graph.clear(ends.filter((end) => end !== undefined), this.covered);
  }

  /** How much of the drawing the panel lies over. */
  private get covered(): number {
    const panel = this.root.querySelector<HTMLElement>(".panel");
    return panel && getComputedStyle(panel).position === "absolute" ? panel.offsetWidth : 0;
  }

  private showWay(from: string, to: string): void {
    const scene = this.graph.shown;
    const ends: [GraphNode | undefined, GraphNode | undefined] = [this.graph.node(from), this.graph.node(to)];
    const way = ends[0] && ends[1] ? shortestWay(scene, from, to) : null;
    this.ways.set(from, to);
    this.panel.way(way, ends, scene);
    const lit = new Set([from, to, ...(way ?? []).flatMap((edge) => [edge.id, edge.from, edge.to])]);
    this.graph.light(lit, new Set((way ?? []).map(({ id }) => id)));
    this.graph.network.setSelection({ nodes: [], edges: [] });
  }

  /** A thing opens its panel, a group opens itself. */
  private open(id: string): void {
    const group = groupOf(id);
    if (!group) return this.go({ node: id, edge: "", from: "", to: "" });
    const box = this.data.groups?.[group];
    this.go({ open: [...this.address.open, group], node: "", edge: "", at: "" });
    if (box) this.graph.fitBox(box);
    this.settle();
  }

  private close(): void {
    const hadPanel = this.root.classList.contains("has-selection");
    const hadFocus = this.root.querySelector(".panel")?.contains(document.activeElement);
    this.go({ node: "", edge: "", from: "", to: "" });
    if (hadFocus) this.graph.canvas.focus();
    if (!hadPanel) this.graph.cursor = "";
  }

  private announce(node: GraphNode): void {
    const { edges } = neighbourhood(this.graph.shown, node.id);
    const kind = (node.kind && this.data.kinds?.[node.kind]) ?? "";
    this.said(".graph-said", this.says("at_node", { name: node.label, kind, n: edges.length }));
  }

  private notice(words: string): void {
    const place = this.root.querySelector<HTMLElement>("[data-notice]");
    if (!place) return;
    place.hidden = !words;
    place.textContent = words;
  }

  private said(place: string, words: string): void {
    const element = this.root.querySelector(place);
    if (element) element.textContent = words;
  }

  private startPointer(): void {
    const { network } = this.graph;
    network.on("click", ({ nodes, edges }) => {
      if (nodes[0]) {
        this.graph.cursor = nodes[0];
        this.open(nodes[0]);
      } else if (edges[0]) this.go({ edge: edges[0], node: "", from: "", to: "" });
      else this.close();
    });
    network.on("hoverEdge", ({ edge }) => this.graph.hover(edge ?? null));
    network.on("blurEdge", () => this.graph.hover(null));
    for (const event of ["zoom", "dragEnd"]) network.on(event, () => this.settle());
  }

  private startControls(): void {
    const acts: Record<string, () => void> = {
      fit: () => this.graph.fit(),
      in: () => this.graph.zoom(1.25),
      out: () => this.graph.zoom(0.8),
      svg: () => saveSvg(this.graph, this.view.title, this.fileName),
      png: () => void savePng(this.graph, this.view.title, this.fileName),
      reset: () => this.go({ choices: {}, open: [], node: "", edge: "", from: "", to: "", at: "" }),
    };
    for (const control of this.root.querySelectorAll<HTMLButtonElement>("button[data-do]")) {
      const act = acts[control.dataset.do ?? ""];
      if (act) control.addEventListener("click", () => (act(), this.settle()));
    }
    this.root.querySelector("select[name=view]")?.addEventListener("change", (event) =>
      this.go({ view: (event.target as HTMLSelectElement).value, choices: {}, node: "", edge: "", from: "", to: "", at: "" }));
    this.root.querySelector(".panel")?.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Escape") this.close();
    });
    for (const event of ["popstate", "hashchange"]) addEventListener(event, () => this.readAgain());
  }

  private get fileName(): string {
    return `graph-${this.view.id.replace(/[^a-z0-9-]+/gi, "-")}`;
  }

  private readAgain(): void {
    const before = this.view.id;
    this.address = readAddress(location.hash);
    this.follow(this.view.id !== before);
  }

  /** Write where the view has come to rest, without a step for the back button. */
  private settle(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      const { x, y } = this.graph.network.getViewPosition();
      this.address.at = [this.graph.network.getScale().toFixed(3), Math.round(x), Math.round(y)].join(",");
      history.replaceState(null, "", `#${writeAddress(this.address)}`);
    }, SETTLED);
  }

  private moveTo(at: string): void {
    const [scale, x, y] = at.split(",").map(Number);
    if (![scale, x, y].every(Number.isFinite)) return;
    this.graph.network.moveTo({ scale, position: { x: x as number, y: y as number }, animation: false });
  }
}

/** Bring the explorer of a page to life. */
export function startExplorer(canvas: HTMLElement, data: GraphData, root: HTMLElement): void {
  const graph = drawGraph(canvas, { nodes: [], edges: [] });
  if (graph && data.views?.length) new Explorer(graph, data, root);
}
