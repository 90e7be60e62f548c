/** What a page carries for its graph, and reading it without trusting it. */

export interface GraphNode {
  id: string;
  label: string;
  /** The label as the build broke it, where it has several lines. */
  lines?: string[];
  lang?: string;
  x: number;
  y: number;
  width?: number;
  height?: number;
  look: "thing" | "claim" | "words" | "sentence" | "group";
  hue?: number;
  kind?: string;
  case?: string;
  group?: string;
  status?: string;
  root?: boolean;
  room?: number;
  url: string;
}

export interface GraphEdge {
  /** In the page's data it may be left out where it is `from>to`. */
  id: string;
  from: string;
  to: string;
  label: string;
  lang?: string;
  status: string;
  claim?: string;
  edge?: string;
  denied?: boolean;
  phases?: string[];
  confidence?: string;
  /** Read from the order of a list and from nothing else. */
  listed?: boolean;
}

/** A region drawn behind the nodes, with its heading. */
export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
  label: string;
  look: "column" | "band" | "block";
  /** The group whose things it is around. */
  group?: string;
}

/** One drawing: what is in it and where. */
export interface View {
  id: string;
  title: string;
  /** Where things stand; without it, all of them where they stand of themselves. */
  places?: Record<string, [x: number, y: number]>;
  /** The lines it is about; all between its nodes when not given. */
  edges?: string[];
  frames?: Frame[];
  /** The parts of the graph that hold it, where the graph is in parts. */
  needs?: string[];
  /** Seen as a whole first, even where its labels cannot be read then. */
  overview?: boolean;
  /** Nodes and lines of this view alone. */
  nodes?: GraphNode[];
  lines?: GraphEdge[];
  /** What is chosen when the view opens, where that is not what the page says. */
  on?: Partial<Record<"status" | "kind" | "phase" | "confidence" | "case" | "listed", string[]>>;
  /** Whether lines are named without being pointed at. */
  named?: boolean;
}

export interface ClaimDetail {
  sentence: string;
  lang?: string;
  said: string;
  glyph: string;
  tags: string[];
  url: string;
  quotes: [place: string, words: string, language: string, url: string][];
}

export interface GraphData {
  nodes: GraphNode[];
  edges: GraphEdge[];
  words?: Record<string, string>;
  views?: View[];
  /** Too much to be drawn at once: groups first, which open. */
  grouped?: boolean;
  /** How many lines lead from one group to another, for those that are not loaded. */
  ties?: [from: string, to: string, n: number][];
  /** The files that hold what is of one case, by its name. */
  parts?: Record<string, string>;
  groups?: Record<string, { label: string; x: number; y: number; width: number; height: number }>;
  claims?: Record<string, ClaimDetail>;
  edges_why?: Record<string, { url: string; said: string; rule: string }>;
  kinds?: Record<string, string>;
  definitions?: Record<string, [text: string, language: string][]>;
  statuses?: Record<string, [glyph: string, said: string]>;
}

/** What a file of one case adds; the bodies of its drawings by their names. */
export interface GraphPart extends Pick<GraphData, "nodes" | "edges" | "claims" | "edges_why" | "definitions"> {
  frames: Frame[];
  views: Record<string, Partial<View>>;
}

/** What is drawn at a moment. */
export interface Scene {
  nodes: GraphNode[];
  edges: GraphEdge[];
  frames?: Frame[];
  named?: boolean;
}

/** The data of a graph; nothing when it is missing or broken. */
export function readData(name: string): GraphData | null {
  const island = document.getElementById(`${name}-data`);
  try {
    const data = JSON.parse(island?.textContent ?? "") as GraphData;
    if (!Array.isArray(data.nodes) || !Array.isArray(data.edges)) return null;
    for (const edges of [data.edges, ...(data.views ?? []).map((view) => view.lines ?? [])]) {
      for (const edge of edges) edge.id ??= `${edge.from}>${edge.to}`;
    }
    return data;
  } catch {
    return null;
  }
}
