/** A graph by keyboard: arrows go from node to node, Enter opens, plus and minus zoom, nought fits. */

import type { GraphNode } from "./data";
import type { Graph } from "./graph";

export interface KeyActions {
  open(id: string): void;
  close(): void;
  /** The keyboard is at another node now. */
  moved(node: GraphNode): void;
}

/** The direction of each arrow. */
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** A node aside of the way counts as this much farther. */
const ASIDE = 2.5;

export function startKeys(graph: Graph, actions: KeyActions): void {
  const go = (node: GraphNode | undefined): void => {
    if (!node) return;
    graph.cursor = node.id;
    bringIntoView(graph, node);
    actions.moved(node);
  };
  graph.canvas.tabIndex = 0;
  graph.canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(graph, actions, go, event.key)) event.preventDefault();
  });
  graph.canvas.addEventListener("blur", () => graph.network.redraw());
}

/** Do what a key stands for; false when it stands for nothing. */
function act(graph: Graph, actions: KeyActions, go: (node: GraphNode | undefined) => void, key: string): boolean {
  const order = inReadingOrder(graph.shown.nodes);
  const here = order.findIndex((node) => node.id === graph.cursor);
  if (key in ARROWS) go(here < 0 ? order[0] : nearest(order, order[here] as GraphNode, ARROWS[key] as [number, number]));
  else if (key === "Home") go(order[0]);
  else if (key === "End") go(order[order.length - 1]);
  else if (key === "PageDown") go(order[Math.min(here + 1, order.length - 1)]);
  else if (key === "PageUp") go(order[Math.max(here - 1, 0)]);
  else if ((key === "Enter" || key === " ") && graph.cursor) actions.open(graph.cursor);
  else if (key === "Escape") actions.close();
  else if (key === "+" || key === "=") graph.zoom(1.25);
  else if (key === "-") graph.zoom(0.8);
  else if (key === "0") graph.fit();
  else return false;
  return true;
}

/** From left to right, and in a column from top to bottom. */
export function inReadingOrder(nodes: readonly GraphNode[]): GraphNode[] {
  return [...nodes].sort((a, b) => a.x - b.x || a.y - b.y);
}

/** The node nearest in a direction; those straight ahead come before those aside. */
function nearest(nodes: readonly GraphNode[], from: GraphNode, [right, down]: [number, number]): GraphNode | undefined {
  let best: GraphNode | undefined;
  let least = Infinity;
  for (const node of nodes) {
    const [dx, dy] = [node.x - from.x, node.y - from.y];
    const ahead = dx * right + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * right);
    const far = ahead + aside * ASIDE;
    if (ahead > 1 && far < least) [best, least] = [node, far];
  }
  return best;
}

/** Move the view if a node lies outside it. */
function bringIntoView(graph: Graph, node: GraphNode): void {
  const centre = graph.network.getViewPosition();
  const scale = graph.network.getScale();
  const [across, down] = [graph.canvas.clientWidth / 2 / scale, graph.canvas.clientHeight / 2 / scale];
  const isIn = Math.abs(node.x - centre.x) + (node.width ?? 0) / 2 < across && Math.abs(node.y - centre.y) + (node.height ?? 0) / 2 < down;
  if (!isIn) graph.goTo(node.id, scale);
}
