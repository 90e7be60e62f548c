/** A small graph, without a panel: a double click, or Enter, opens the page of a node. */

import type { Scene } from "./data";
import { drawGraph, type Graph } from "./graph";
import { startKeys } from "./keys";

/** What it is shown at, if it does not fit at its own size. */
const LEAST = 0.45;

/** Draw it and bring it to life; nothing where vis-network is not loaded. */
export function drawSmall(canvas: HTMLElement, scene: Scene): Graph | null {
  const graph = drawGraph(canvas, scene);
  if (!graph) return null;
  const open = (id: string | undefined): void => {
    const url = id ? graph.node(id)?.url : "";
    if (url) location.href = url;
  };
  graph.start(LEAST);
  graph.network.on("doubleClick", ({ nodes }) => open(nodes[0]));
  startKeys(graph, { open, close: () => (graph.cursor = ""), moved: () => undefined });
  return graph;
}
