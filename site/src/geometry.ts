/** Where a line runs: the same curve that vis-network draws, from the border of one box to that of the other. */

import type { GraphEdge, GraphNode } from "./data";
import type { Box } from "./vis";

export interface Point {
  x: number;
  y: number;
}

/** A curve of Bézier: two ends with one or two points that pull it. */
export type Curve = [Point, ...Point[]];

/** Two nodes nearer than this across stand in one column. */
const COLUMN = 160;
const STEPS = 48;

/** How a line leaves and arrives, in the terms of vis-network. */
export type Smooth =
  | { enabled: true; type: "cubicBezier"; forceDirection: "horizontal"; roundness: number }
  | { enabled: true; type: "curvedCW"; roundness: number };

/** Lines between columns run level, lines within one and parallel lines bend apart. */
export function smoothOf(from: Point, to: Point, bend: number): Smooth {
  const isUpright = Math.abs(from.x - to.x) < COLUMN;
  if (bend === 0 && !isUpright) return { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.4 };
  return { enabled: true, type: "curvedCW", roundness: bend || 0.14 };
}

/** How far each line bends: the first of its pair runs plainly, others to alternating sides. */
export function bends(edges: readonly GraphEdge[]): Map<string, number> {
  const seen = new Map<string, number>();
  const found = new Map<string, number>();
  for (const edge of edges) {
    const pair = [edge.from, edge.to].sort().join("\n");
    const place = seen.get(pair) ?? 0;
    seen.set(pair, place + 1);
    const side = edge.from < edge.to ? 1 : -1;
    found.set(edge.id, place === 0 ? 0 : side * 0.12 * (place % 2 ? 1 : -1) * Math.ceil(place / 2));
  }
  return found;
}

/** The points of a line between two centres. */
function curve(from: Point, to: Point, smooth: Smooth): Curve {
  const [dx, dy] = [to.x - from.x, from.y - to.y];
  if (smooth.type === "cubicBezier") {
    const pull = -smooth.roundness * dx;
    return [from, { x: from.x - pull, y: from.y }, { x: to.x + pull, y: to.y }, to];
  }
  const reach = (smooth.roundness * 0.5 + 0.5) * Math.hypot(dx, dy);
  const angle = (Math.atan2(dy, dx) + (smooth.roundness * 0.5 + 0.5) * Math.PI) % (2 * Math.PI);
  return [from, { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) }, to];
}

/** The point at a share of a curve. */
export function pointAt(points: readonly Point[], share: number): Point {
  let rest = [...points];
  while (rest.length > 1) {
    rest = rest.slice(1).map((end, i) => {
      const start = rest[i] as Point;
      return { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share };
    });
  }
  return rest[0] as Point;
}

function isIn(box: Box, { x, y }: Point): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/** A line as it is seen: its curve between the borders of its boxes, and the angle at which it arrives. */
export interface Route {
  curve: Curve;
  middle: Point;
  angle: number;
}

export function route(from: GraphNode, to: GraphNode, boxes: [Box, Box], bend: number): Route {
  const whole = curve(from, to, smoothOf(from, to, bend));
  let [first, last] = [0, STEPS];
  while (first < STEPS && isIn(boxes[0], pointAt(whole, first / STEPS))) first += 1;
  while (last > first && isIn(boxes[1], pointAt(whole, last / STEPS))) last -= 1;
  const [start, end] = [pointAt(whole, first / STEPS), pointAt(whole, last / STEPS)];
  const seen: Curve = [start, ...whole.slice(1, -1), end];
  const before = pointAt(seen, 0.94);
  return { curve: seen, middle: pointAt(seen, 0.5), angle: Math.atan2(end.y - before.y, end.x - before.x) };
}
