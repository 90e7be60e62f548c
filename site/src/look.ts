/** How nodes and edges look: shapes and lines say what they are, colours come from the style sheet. */

import type { GraphEdge, GraphNode } from "./data";

type Look = Record<string, unknown>;

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
}

/** A node as vis-network wants it. */
export function nodeLook(node: GraphNode, palette: Palette): Look {
  const ink = palette.colour("ink");
  const border = node.look === "thing" ? palette.hue(node.hue) : palette.colour("rule");
  const background = { thing: "paper", claim: "wash", words: "quote", sentence: "paper" }[node.look];
  return {
    ...node,
    shape: "box",
    borderWidth: node.root ? 2 : 1,
    borderWidthSelected: 2,
    margin: { top: 7, bottom: 7, left: 10, right: 10 },
    widthConstraint: { maximum: node.room ?? 210 },
    shapeProperties: {
      borderRadius: node.look === "thing" ? 3 : 0,
      borderDashes: dashes(node.status) ?? false,
    },
    color: {
      background: palette.colour(background),
      border: node.root ? ink : border,
      highlight: { background: palette.colour(background), border: palette.colour("seal") },
      hover: { background: palette.colour(background), border: palette.colour("seal") },
    },
    font: { color: ink, size: 14, face: palette.face("latin-sans"), strokeWidth: 0 },
    chosen: { node: true, label: false },
  };
}

/** An edge as vis-network wants it; parallel edges bend apart, and so do those within a column. */
export function edgeLook(edge: GraphEdge, palette: Palette, bend: number, hasLabel: boolean, isUpright: boolean): Look {
  const ink = edge.status === "background" ? palette.colour("rule") : palette.colour("soft");
  return {
    ...edge,
    label: hasLabel ? edge.label : "",
    dashes: dashes(edge.status) ?? false,
    width: 1.2,
    selectionWidth: 1.5,
    hoverWidth: 0.8,
    arrows: { to: { enabled: true, scaleFactor: 0.55, type: edge.status === "presupposed" ? "vee" : "arrow" } },
    chosen: { edge: true, label: false },
    color: { color: ink, highlight: palette.colour("seal"), hover: palette.colour("seal") },
    font: { color: palette.colour("soft"), size: 12, face: palette.face("latin-sans"), strokeWidth: 4, strokeColor: palette.colour("paper"), align: "horizontal" },
    smooth: bend === 0 && !isUpright ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.4 } : { enabled: true, type: "curvedCW", roundness: bend || 0.14 },
  };
}

/** Dashed: read into the text. Dotted: inferred by rule. */
function dashes(status: string | undefined): number[] | null {
  if (status === "interpreted") return [7, 5];
  if (status === "inferred") return [1.5, 4];
  return null;
}

/** How far each edge bends: the first of its pair runs plainly, others to alternating sides. */
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
