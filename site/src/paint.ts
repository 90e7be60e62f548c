/** What vis-network does not draw: regions with headings, hollow heads, struck lines, the keyboard's place. */

import type { Frame, GraphEdge } from "./data";
import type { Point, Route } from "./geometry";
import { type Palette, lineInk } from "./look";
import type { Box } from "./vis";

export const HEADING = 13;
const HEAD = 10;
const STRIKE = 7;

/** The regions, behind everything. */
export function paintFrames(context: CanvasRenderingContext2D, frames: readonly Frame[], palette: Palette): void {
  for (const frame of frames) {
    context.fillStyle = palette.colour("wash");
    context.strokeStyle = palette.colour("rule");
    context.lineWidth = 1;
    if (frame.look !== "block") context.fillRect(frame.x, frame.y, frame.width, frame.height);
    if (frame.look !== "column") context.strokeRect(frame.x, frame.y, frame.width, frame.height);
    context.fillStyle = palette.colour("soft");
    context.font = `${headingSize(frame)}px ${palette.sans}`;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillText(frame.label, frame.x + 8, frame.y + Math.max(7, headingSize(frame) / 3), Math.max(frame.width - 16, 1));
  }
}

export function headingSize(frame: Frame): number {
  return frame.look === "block" ? Math.max(HEADING, Math.round(frame.width / 24)) : HEADING;
}

/** The three corners of a head that points along a line. */
export function head({ curve, angle }: Route): [Point, Point, Point] {
  const tip = curve[curve.length - 1] as Point;
  const corner = (turn: number): Point => ({
    x: tip.x - HEAD * Math.cos(angle + turn),
    y: tip.y - HEAD * Math.sin(angle + turn),
  });
  return [corner(0.42), tip, corner(-0.42)];
}

/** The two ends of the stroke through a denied line. */
export function strike({ middle, angle }: Route): [Point, Point] {
  const [x, y] = [STRIKE * Math.cos(angle + Math.PI / 3), STRIKE * Math.sin(angle + Math.PI / 3)];
  return [{ x: middle.x - x, y: middle.y - y }, { x: middle.x + x, y: middle.y + y }];
}

/** Hollow heads for what is taken for granted, a stroke through what is denied. */
export function paintMarks(
  context: CanvasRenderingContext2D, edge: GraphEdge, found: Route, palette: Palette, isDim: boolean,
): void {
  context.setLineDash([]);
  context.strokeStyle = lineInk(edge, palette, isDim);
  context.lineWidth = 1.4;
  if (edge.status === "presupposed") {
    trace(context, head(found));
    context.closePath();
    context.fillStyle = palette.colour("paper");
    context.fill();
    context.stroke();
  }
  if (edge.denied) {
    trace(context, strike(found));
    context.stroke();
  }
}

/** A ring around the node where the keyboard is. */
export function paintCursor(context: CanvasRenderingContext2D, box: Box, palette: Palette): void {
  context.setLineDash([]);
  context.strokeStyle = palette.colour("seal");
  context.lineWidth = 2.5;
  context.strokeRect(box.left - 5, box.top - 5, box.right - box.left + 10, box.bottom - box.top + 10);
}

function trace(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  context.beginPath();
  points.forEach(({ x, y }, i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
}
