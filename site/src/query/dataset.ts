/** The dataset file: whether it is whole, and N-Quads out of its numbered terms. */

import type { Dataset } from "./protocol";

/** Whether a value has the shape of the file; a file that was cut off never gets here. */
export function isDataset(value: unknown): value is Dataset {
  const data = value as Partial<Dataset> | null | undefined;
  return typeof data?.quads === "number" && typeof data.rows === "string" && Array.isArray(data.terms);
}

/**
 * The N-Quads document, byte for byte the one that was built.
 *
 * Each row names subject, predicate, object and graph by their numbers in base 36; an empty place
 * repeats the row above.
 */
export function nquads(data: Dataset): string {
  const lines: string[] = [];
  const now = ["", "", "", ""];
  for (const row of data.rows.split(";")) {
    if (!row) continue;
    const places = row.split(",");
    for (let place = 0; place < 4; place += 1) {
      if (!places[place]) continue;
      const term = data.terms[Number.parseInt(places[place] ?? "", 36)];
      if (term === undefined) throw new Error(`no term ${places[place]}`);
      now[place] = term;
    }
    lines.push(`${now.filter(Boolean).join(" ")} .\n`);
  }
  if (lines.length !== data.quads) throw new Error(`${lines.length} of ${data.quads} lines`);
  return lines.join("");
}
