/** What a page carries for its graph, and reading it without trusting it. */

export interface GraphNode {
  id: string;
  label: string;
  x: number;
  y: number;
  look: "thing" | "claim" | "words" | "sentence";
  hue?: number;
  kind?: string;
  case?: string;
  status?: string;
  root?: boolean;
  room?: number;
  url: string;
}

export interface GraphEdge {
  id: string;
  from: string;
  to: string;
  label: string;
  status: string;
  claim?: string;
  edge?: string;
}

export interface ClaimDetail {
  sentence: string;
  said: string;
  glyph: string;
  tags: string[];
  url: string;
  quotes: [place: string, words: string, language: string][];
}

export interface GraphData {
  nodes: GraphNode[];
  edges: GraphEdge[];
  options: Record<string, unknown>;
  words: Record<string, string>;
  claims?: Record<string, ClaimDetail>;
  edges_why?: Record<string, { url: string; said: string; rule: string }>;
  kinds?: Record<string, string>;
}

/** The data of a graph; nothing when it is missing or broken. */
export function readData(name: string): GraphData | null {
  const island = document.getElementById(`${name}-data`);
  try {
    const data = JSON.parse(island?.textContent ?? "") as GraphData;
    return Array.isArray(data.nodes) && Array.isArray(data.edges) ? data : null;
  } catch {
    return null;
  }
}
