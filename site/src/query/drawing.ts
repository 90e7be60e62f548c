/**
 * A graph of an answer: the things its triples join, in columns by how many steps they are from the
 * first ones. The same triples give the same picture.
 */

import type { GraphData, GraphEdge, GraphNode } from "../data";
import type { Names } from "./names";
import type { Triple } from "./protocol";
import { textOf } from "./writing";

/** Beyond this a picture shows nothing that a table does not show better. */
export const MOST_THINGS = 150;
const ACROSS = 280;
const DOWN = 74;
const COLUMN = 12;
const ROOM = 190;

/** The drawing of some triples; nothing when they join no things, or too many. */
export function drawing(triples: readonly Triple[], names: Names): GraphData | null {
  const links = triples.filter(([subject, , object]) => subject.type !== "literal" && object.type !== "literal");
  const ids = [...new Set(links.flatMap(([subject, , object]) => [textOf(subject), textOf(object)]))].sort();
  if (!ids.length || ids.length > MOST_THINGS) return null;
  const edges = links.map(([subject, predicate, object], number): GraphEdge => ({
    id: String(number),
    from: textOf(subject),
    to: textOf(object),
    label: names.label(textOf(predicate)).text,
    status: "",
  }));
  const places = columns(ids, edges);
  const nodes = ids.map((id): GraphNode => ({
    id,
    label: names.label(id).text,
    ...(places.get(id) ?? { x: 0, y: 0 }),
    look: "thing",
    room: ROOM,
    url: names.link(id),
  }));
  return { nodes, edges, words: {} };
}

/** A place for each thing: its column is its distance from the things that nothing leads to. */
function columns(ids: readonly string[], edges: readonly GraphEdge[]): Map<string, { x: number; y: number }> {
  const steps = distances(ids, edges);
  const byStep: string[][] = [];
  for (const id of ids) (byStep[steps.get(id) ?? 0] ??= []).push(id);
  const places = new Map<string, { x: number; y: number }>();
  let column = 0;
  for (const members of byStep) {
    const height = Math.max(COLUMN, Math.ceil(Math.sqrt(members.length * 3)));
    for (let from = 0; from < members.length; from += height) {
      const part = members.slice(from, from + height);
      part.forEach((id, row) => places.set(id, { x: column * ACROSS, y: (row - (part.length - 1) / 2) * DOWN }));
      column += 1;
    }
  }
  return places;
}

function distances(ids: readonly string[], edges: readonly GraphEdge[]): Map<string, number> {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const targets = new Set(edges.filter(({ from, to }) => from !== to).map(({ to }) => to));
  const steps = new Map<string, number>();
  const spread = (starts: readonly string[]): void => {
    for (const id of starts) steps.set(id, 0);
    for (const queue = [...starts]; queue.length; ) {
      const id = queue.shift() ?? "";
      for (const to of next.get(id) ?? []) {
        if (steps.has(to)) continue;
        steps.set(to, (steps.get(id) ?? 0) + 1);
        queue.push(to);
      }
    }
  };
  spread(ids.filter((id) => !targets.has(id)));
  for (const id of ids) if (!steps.has(id)) spread([id]);
  return steps;
}
