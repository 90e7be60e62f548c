/** What is drawn as a real SVG, with text: the same places, lines and marks, and the colours of the moment. */

import type { GraphEdge, GraphNode } from "./data";
import type { Curve, Point } from "./geometry";
import type { Graph } from "./graph";
import { dashes, FONT, inkOf, LINE, lineInk, Palette, sizeOf } from "./look";
import { head, HEADING, headingSize, strike } from "./paint";

const SPACE = "http://www.w3.org/2000/svg";
const MARGIN = 24;
/** How far apart the lines of a label stand, in shares of the type. */
const LEADING = 1.2;

type Values = Record<string, string | number>;

function element(name: string, values: Values, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(values)) {
    made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
  }
  made.append(...children);
  return made;
}

/** The whole scene, with its title; a reader of screens gets the title and every label. */
export function svgOf(graph: Graph, title: string): SVGElement {
  const palette = new Palette();
  const { nodes, edges, frames = [] } = graph.shown;
  const boxes = [...nodes.map(({ id }) => graph.box(id)), ...frames.map((f) => ({ left: f.x, right: f.x + f.width, top: f.y, bottom: f.y + f.height }))];
  const [left, top] = [Math.min(0, ...boxes.map((box) => box.left)) - MARGIN, Math.min(0, ...boxes.map((box) => box.top)) - MARGIN];
  const width = Math.max(1, ...boxes.map((box) => box.right)) + MARGIN - left;
  const height = Math.max(1, ...boxes.map((box) => box.bottom)) + MARGIN - top;
  const size = { viewBox: [left, top, width, height].map(Math.round).join(" "), width: Math.round(width), height: Math.round(height) };
  const root = element("svg", { ...size, role: "img", "font-family": palette.sans, lang: document.documentElement.lang });
  root.append(element("title", {}, title), element("rect", { x: left, y: top, width, height, fill: palette.colour("paper") }));
  for (const frame of frames) {
    const { x, y } = frame;
    const fill = frame.look === "block" ? "none" : palette.colour("wash");
    root.append(element("rect", { x, y, width: frame.width, height: frame.height, fill, stroke: frame.look === "column" ? "none" : palette.colour("rule") }));
    const type = headingSize(frame);
    root.append(element("text", { x: x + 8, y: y + 7 + type, "font-size": type || HEADING, fill: palette.colour("soft") }, frame.label));
  }
  for (const edge of edges) root.append(lineOf(graph, edge, palette));
  for (const node of nodes) root.append(boxOf(graph, node, palette));
  for (const edge of edges) if (graph.isNamed(edge) && edge.label) root.append(wordsOf(graph, edge, palette));
  return root;
}

function lineOf(graph: Graph, edge: GraphEdge, palette: Palette): SVGElement {
  const found = graph.route(edge);
  const ink = graph.isLit(edge.id) ? palette.colour("seal") : lineInk(edge, palette, graph.isDim(edge.id));
  const group = element("g", { "data-edge": edge.id, "data-status": edge.status, fill: "none", stroke: ink });
  const dash = dashes(edge.status)?.join(" ");
  group.append(element("title", {}, edge.label));
  group.append(element("path", { d: pathOf(found.curve), "stroke-width": LINE, ...(dash ? { "stroke-dasharray": dash } : {}) }));
  group.append(element("polygon", { points: listOf(head(found)), fill: edge.status === "presupposed" ? palette.colour("paper") : ink }));
  if (edge.denied) group.append(element("polyline", { points: listOf(strike(found)), "stroke-width": 1.4 }));
  return group;
}

function boxOf(graph: Graph, node: GraphNode, palette: Palette): SVGElement {
  const { left, right, top, bottom } = graph.box(node.id);
  const { fill, border, ink } = inkOf(node, palette, graph.isDim(node.id));
  const dash = dashes(node.status)?.join(" ");
  const size = sizeOf(node);
  const lines = node.lines ?? [node.label];
  const group = element("g", { "data-node": node.id });
  group.append(element("rect", {
    x: left, y: top, width: right - left, height: bottom - top, rx: node.look === "thing" ? 3 : 0, fill, stroke: border,
    "stroke-width": node.root || node.hue ? 2 : 1, ...(dash ? { "stroke-dasharray": dash } : {}),
  }));
  const first = (top + bottom) / 2 - ((lines.length - 1) * size * LEADING) / 2 + size * 0.35;
  const words = element("text", { "text-anchor": "middle", "font-size": size, fill: ink });
  lines.forEach((line, i) => words.append(element("tspan", { x: (left + right) / 2, y: first + i * size * LEADING }, line)));
  group.append(words);
  return group;
}

function wordsOf(graph: Graph, edge: GraphEdge, palette: Palette): SVGElement {
  const { x, y } = graph.route(edge).middle;
  const halo = { stroke: palette.colour("paper"), "stroke-width": 4, "paint-order": "stroke" };
  return element("text", { x, y: y + 4, "text-anchor": "middle", "font-size": FONT - 2, fill: palette.colour("soft"), ...halo }, edge.label);
}

function pathOf(curve: Curve): string {
  const [start, ...rest] = curve.map(pair);
  return `M${start} ${rest.length === 3 ? "C" : "Q"}${rest.join(" ")}`;
}

function listOf(points: readonly Point[]): string {
  return points.map(pair).join(" ");
}

function pair({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}
