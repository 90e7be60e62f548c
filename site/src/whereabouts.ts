/** Where what an address names is to be seen: in which drawing, in which part, under which choices. */

import type { Address } from "./address";
import type { GraphData, Scene, View } from "./data";

/** The drawing of a name; of a name from before there were several cases, the first that begins with it. */
export function viewOf(data: GraphData, name: string): View | undefined {
  const views = data.views ?? [];
  return views.find((view) => view.id === name) ?? (name ? views.find((view) => view.id.startsWith(`${name}:`)) : undefined);
}

/** The parts that are needed to show what an address says. */
export function partsFor(data: GraphData, view: View, address: Address): string[] {
  const named = [address.node, address.edge, address.from, address.to].map(ownerOf);
  const needed = data.grouped && view.overview ? [] : view.needs ?? [];
  return [...needed, ...address.open, ...named].filter(Boolean);
}

/** The case that a name begins with. */
function ownerOf(name: string): string {
  return name.split("/").slice(0, 2).join("/");
}

/** Whether what an address points at is in the drawing, or it points at nothing. */
export function isShown({ node, edge }: Address, scene: Scene): boolean {
  return node ? scene.nodes.some(({ id }) => id === node) : !edge || scene.edges.some(({ id }) => id === edge);
}

/** What to change in an address so that what it points at is shown; nothing where it is not in the graph. */
export function wayTo(data: GraphData, address: Address): Partial<Address> | null {
  const line = data.edges.find(({ id }) => id === address.edge);
  const ends = address.node ? [address.node] : line ? [line.from, line.to] : [];
  const groups = ends.map((end) => data.nodes.find(({ id }) => id === end));
  if (!ends.length || groups.includes(undefined)) return null;
  const holds = (view: View): boolean => ends.every((end) => !view.places || end in view.places) && (!line || !view.edges || view.edges.includes(line.id));
  const view = (data.views ?? []).find((one) => isWhole(one) && holds(one));
  if (!view) return null;
  const open = data.grouped ? [...new Set([...address.open, ...groups.flatMap((node) => node?.group ?? [])])] : address.open;
  const choices = line ? { status: Object.keys(data.statuses ?? {}), ...(line.listed ? { listed: ["on"] } : {}) } : {};
  return { view: view.id, open, choices };
}

/** Whether a drawing's body is there. */
function isWhole(view: View): boolean {
  return Boolean(view.places || view.overview || !view.needs);
}
