/**
 * The parts of a graph of many cases: a file for each, loaded when a drawing needs it.
 *
 * A part is a classic script that sets one name in `kgGraph`; a page opened from a folder may load it.
 */

import type { GraphData, GraphPart } from "./data";

export class Parts {
  private readonly loaded = new Set<string>();

  constructor(private readonly data: GraphData) {
    // The first drawing's parts stand in the page itself.
    for (const name of Object.keys(data.parts ?? {})) if (found(name)) this.join(name);
  }

  /** Of these, the parts that are not there yet. */
  missing(names: Iterable<string>): string[] {
    return [...new Set(names)].filter((name) => this.data.parts?.[name] && !this.loaded.has(name));
  }

  isLoaded(name: string): boolean {
    return !this.data.parts?.[name] || this.loaded.has(name);
  }

  /** Load parts; gives the names of those whose file is missing or damaged. They are not asked for again. */
  async load(names: readonly string[]): Promise<string[]> {
    await Promise.all(names.map((name) => script(this.data.parts?.[name] ?? "")));
    return names.filter((name) => !this.join(name));
  }

  private join(name: string): boolean {
    const part = found(name);
    if (this.loaded.has(name)) return part !== null;
    this.loaded.add(name);
    if (!part) return false;
    const { data } = this;
    data.nodes.push(...part.nodes);
    data.edges.push(...part.edges);
    data.claims = { ...data.claims, ...part.claims };
    data.edges_why = { ...data.edges_why, ...part.edges_why };
    data.definitions = { ...data.definitions, ...part.definitions };
    for (const view of data.views ?? []) {
      if (view.overview) view.frames = [...(view.frames ?? []), ...part.frames];
      Object.assign(view, part.views[view.id]);
    }
    return true;
  }
}

/** The part that a file has set, if it is what it should be. */
function found(name: string): GraphPart | null {
  const all = (globalThis as { kgGraph?: Record<string, Partial<GraphPart>> }).kgGraph;
  const part = all && name in all ? all[name] : undefined;
  const isWhole = part && [part.nodes, part.edges, part.frames].every(Array.isArray) && typeof part.views === "object";
  return isWhole ? (part as GraphPart) : null;
}

function script(address: string): Promise<void> {
  return new Promise((resolve) => {
    const element = document.createElement("script");
    element.src = address;
    for (const event of ["load", "error"]) element.addEventListener(event, () => resolve());
    document.head.append(element);
  });
}
