/** What is to be drawn: a view, less what the filters leave out, with the groups that are closed as one. */

import type { GraphData, GraphEdge, GraphNode, Scene, View } from "./data";
import type { Chosen } from "./filters";

/** Phase of what is tied to none, and confidence of what is no reading. */
export const NONE = "none";
const GROUP = "group:";

/** The nodes and edges of a view that the filters leave. */
export function sceneOf(data: GraphData, view: View, chosen: Chosen): Scene {
  const all = view.places ? placed(data.nodes, view.places) : data.nodes;
  const byId = new Map(all.map((node) => [node.id, node]));
  const wanted = view.edges ? new Set(view.edges) : null;
  const isThere = (edge: GraphEdge): boolean => byId.has(edge.from) && byId.has(edge.to);
  const lines = data.edges.filter((edge) => (!wanted || wanted.has(edge.id)) && isThere(edge));
  const isAbout = (node: GraphNode | undefined): boolean => !node?.kind || chosen.kind.has(node.kind);
  const isOf = (node: GraphNode | undefined): boolean => !node?.case || !chosen.case.size || chosen.case.has(node.case);
  const edges = lines.filter((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    return isChosen(edge, chosen) && isOf(from) && isOf(to) && (isAbout(from) || isAbout(to));
  });
  const ends = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const nodes = all.filter((node) => isOf(node) && (isAbout(node) || ends.has(node.id)));
  return { nodes, edges, frames: view.frames, named: view.named };
}

/** The nodes that have a place, there. */
function placed(nodes: readonly GraphNode[], places: Record<string, [number, number]>): GraphNode[] {
  return nodes.flatMap((node) => {
    const place = places[node.id];
    return place ? [{ ...node, x: place[0], y: place[1] }] : [];
  });
}

function isChosen(edge: GraphEdge, chosen: Chosen): boolean {
  if (!chosen.status.has(edge.status)) return false;
  if (edge.listed && !chosen.listed.size) return false;
  if (edge.confidence && !chosen.confidence.has(edge.confidence)) return false;
  const phases = edge.phases?.length ? edge.phases : [NONE];
  return !chosen.phase.size || phases.some((phase) => chosen.phase.has(phase));
}

/**
 * The scene with each closed group as one node, and the lines between two of them as one line.
 *
 * @param isLoaded - whether what is in a group is known; of one that is not, the build has counted the lines.
 */
export function withGroups(data: GraphData, scene: Scene, open: ReadonlySet<string>, isLoaded: (group: string) => boolean, cases: ReadonlySet<string>): Scene {
  if (!data.grouped) return scene;
  const of = new Map(scene.nodes.map((node) => [node.id, node.group && !open.has(node.group) ? node.group : ""]));
  const nodes = scene.nodes.filter((node) => !of.get(node.id));
  const closed = new Set([...of.values()].filter(Boolean));
  const unknown = new Set(Object.keys(data.groups ?? {}).filter((name) => !isLoaded(name) && (!cases.size || cases.has(name))));
  for (const name of new Set([...closed, ...unknown])) {
    const group = data.groups?.[name];
    if (!group) continue;
    const { label, x, y, width, height } = group;
    nodes.push({ id: GROUP + name, label, x, y, width, height, look: "group", url: "", room: width });
  }
  const edges = [...joined(scene.edges, of), ...counted(data, unknown, new Set(nodes.map(({ id }) => id)))];
  // A closed group is a box, which needs no region behind it.
  const frames = (scene.frames ?? []).filter(({ group }) => !group || open.has(group));
  return { ...scene, nodes, edges, frames };
}

/** The lines of groups that are not loaded, as the build has counted them. */
function counted(data: GraphData, unknown: ReadonlySet<string>, there: ReadonlySet<string>): GraphEdge[] {
  return (data.ties ?? []).flatMap(([start, end, n]) => {
    const [from, to] = [GROUP + start, GROUP + end];
    const isWanted = (unknown.has(start) || unknown.has(end)) && there.has(from) && there.has(to);
    return isWanted ? [{ id: `${from}>${to}`, from, to, label: String(n), status: "background" }] : [];
  });
}

function joined(edges: readonly GraphEdge[], of: ReadonlyMap<string, string>): GraphEdge[] {
  const found: GraphEdge[] = [];
  const bundles = new Map<string, { from: string; to: string; n: number }>();
  for (const edge of edges) {
    const [from, to] = [of.get(edge.from), of.get(edge.to)];
    if (!from && !to) found.push(edge);
    else if (from !== to) {
      const ends = { from: from ? GROUP + from : edge.from, to: to ? GROUP + to : edge.to };
      const key = `${ends.from}>${ends.to}`;
      const bundle = bundles.get(key) ?? { ...ends, n: 0 };
      bundle.n += 1;
      bundles.set(key, bundle);
    }
  }
  for (const [id, { from, to, n }] of bundles) found.push({ id, from, to, label: String(n), status: "background" });
  return found;
}

/** The name of the group that a node stands for; empty when it is a thing. */
export function groupOf(node: string): string {
  return node.startsWith(GROUP) ? node.slice(GROUP.length) : "";
}

/** A node with what it is tied to: the ids to light. */
export function neighbourhood(scene: Scene, node: string): { ids: Set<string>; edges: GraphEdge[] } {
  const edges = scene.edges.filter((edge) => edge.from === node || edge.to === node);
  return { ids: new Set([node, ...edges.flatMap((edge) => [edge.id, edge.from, edge.to])]), edges };
}

/** The fewest lines that lead from one node to another, whichever way they point; nothing if none do. */
export function shortestWay(scene: Scene, from: string, to: string): GraphEdge[] | null {
  const ways = new Map<string, GraphEdge[]>();
  for (const edge of scene.edges) {
    for (const end of new Set([edge.from, edge.to])) ways.set(end, [...(ways.get(end) ?? []), edge]);
  }
  const cameBy = new Map<string, GraphEdge | null>([[from, null]]);
  const queue = [from];
  for (let place = 0; place < queue.length && !cameBy.has(to); place += 1) {
    const here = queue[place] as string;
    for (const edge of ways.get(here) ?? []) {
      const next = edge.from === here ? edge.to : edge.from;
      if (cameBy.has(next)) continue;
      cameBy.set(next, edge);
      queue.push(next);
    }
  }
  if (!cameBy.has(to)) return null;
  const way: GraphEdge[] = [];
  for (let here = to, edge = cameBy.get(to); edge; edge = cameBy.get(here)) {
    way.unshift(edge);
    here = edge.from === here ? edge.to : edge.from;
  }
  return way;
}
