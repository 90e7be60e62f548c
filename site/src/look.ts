/** How nodes and edges look: shapes and lines say what they are, colours come from the style sheet. */

import type { GraphEdge, GraphNode } from "./data";
import { type Point, smoothOf } from "./geometry";

type Look = Record<string, unknown>;

export const FONT = 14;
export const LINE = 1.2;
/** A group is seen from afar. */
const GROUP_SHARE = 0.07;

/** The colours of the moment. */
export class Palette {
  private readonly style = getComputedStyle(document.documentElement);

  colour(name: string): string {
    return this.style.getPropertyValue(`--${name}`).trim() || "#777";
  }

  face(name: string): string {
    return this.style.getPropertyValue(`--${name}`).trim() || "sans-serif";
  }

  hue(number: number | undefined): string {
    return this.colour(`hue-${number ?? 0}`);
  }

  /** The face of what is drawn; it holds the glyphs of both scripts. */
  get sans(): string {
    const [latin, han] = [this.face("latin-sans"), this.face("han-sans")];
    const isHan = document.documentElement.lang.startsWith("zh");
    return isHan ? `${han}, ${latin}` : `${latin.replace(/,\s*sans-serif$/, "")}, ${han}`;
  }
}

/** What a node is painted with. */
export function inkOf(node: GraphNode, palette: Palette, isDim: boolean): { fill: string; border: string; ink: string } {
  const fill = palette.colour({ thing: "paper", claim: "wash", words: "quote", sentence: "paper", group: "wash" }[node.look]);
  if (isDim) return { fill: palette.colour("paper"), border: palette.colour("rule"), ink: palette.colour("faint") };
  const border = node.look === "thing" || node.look === "group" ? palette.hue(node.hue) : palette.colour("rule");
  return { fill, border: node.root ? palette.colour("ink") : border, ink: palette.colour("ink") };
}

/** The size of the type in a node. */
export function sizeOf(node: GraphNode): number {
  return node.look === "group" ? Math.max(FONT, Math.round((node.height ?? 0) * GROUP_SHARE)) : FONT;
}

/** A node as vis-network wants it. */
export function nodeLook(node: GraphNode, palette: Palette, isDim = false): Look {
  const { fill, border, ink } = inkOf(node, palette, isDim);
  const seal = palette.colour("seal");
  const size = sizeOf(node);
  return {
    ...node,
    label: node.lines ? node.lines.join("\n") : node.label,
    shape: "box",
    physics: false,
    borderWidth: node.root || node.hue ? 2 : 1,
    borderWidthSelected: 2,
    margin: { top: size / 2, bottom: size / 2, left: size * 0.7, right: size * 0.7 },
    widthConstraint: node.lines ? false : { maximum: node.room ?? 210 },
    heightConstraint: false,
    shapeProperties: {
      borderRadius: node.look === "thing" || node.look === "group" ? 3 : 0,
      borderDashes: dashes(node.status) ?? false,
    },
    color: {
      background: fill,
      border,
      highlight: { background: fill, border: seal },
      hover: { background: fill, border: seal },
    },
    font: { color: ink, size, face: palette.sans, strokeWidth: 0 },
    chosen: { node: true, label: false },
  };
}

/** The colour of a line. */
export function lineInk(edge: GraphEdge, palette: Palette, isDim: boolean): string {
  return palette.colour(isDim || edge.status === "background" ? "rule" : "soft");
}

/** An edge as vis-network wants it. A presupposed one gets its hollow head from `paint.ts`. */
export function edgeLook(edge: GraphEdge, palette: Palette, ends: [Point, Point], how: EdgeStyle): Look {
  const seal = palette.colour("seal");
  const soft = palette.colour(how.isDim ? "faint" : "soft");
  const ink = how.isLit ? seal : lineInk(edge, palette, how.isDim);
  return {
    ...edge,
    label: how.isNamed ? edge.label : "",
    dashes: dashes(edge.status) ?? false,
    width: how.isLit ? 2 : LINE,
    selectionWidth: 1,
    hoverWidth: 0.8,
    arrows: { to: { enabled: edge.status !== "presupposed", scaleFactor: 0.55, type: "arrow" } },
    chosen: { edge: true, label: false },
    color: { color: ink, highlight: seal, hover: seal },
    font: { color: soft, size: 12, face: palette.sans, strokeWidth: 4, strokeColor: palette.colour("paper"), align: "horizontal" },
    smooth: smoothOf(ends[0], ends[1], how.bend),
  };
}

export interface EdgeStyle {
  bend: number;
  isNamed: boolean;
  isDim: boolean;
  isLit: boolean;
}

/** Dashed: read into the text. Dotted: inferred by rule. */
export function dashes(status: string | undefined): number[] | null {
  if (status === "interpreted") return [7, 5];
  if (status === "inferred") return [1.5, 4];
  return null;
}
