/** The dataset file: whether it is whole, and N-Quads out of its numbered terms. */

import type { Dataset, Lines } from "./protocol";

/** Whether a value has the shape of the file; a file that was cut off never gets here. */
export function isDataset(value: unknown): value is Dataset {
  const data = value as Partial<Dataset> | null | undefined;
  return typeof data?.quads === "number" && typeof data.packed === "string";
}

/** The bytes that a file holds as gzip and base64. */
export async function inflated(base64: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/**
 * The N-Quads document, byte for byte the one that was built.
 *
 * Each row names subject, predicate, object and graph by their numbers in base 36; an empty place
 * repeats the row above.
 */
export async function nquads(data: Dataset): Promise<string> {
  const { terms, rows } = JSON.parse(new TextDecoder().decode(await inflated(data.packed))) as Lines;
  const lines: string[] = [];
  const now = ["", "", "", ""];
  for (const row of rows.split(";")) {
    if (!row) continue;
    const places = row.split(",");
    for (let place = 0; place < 4; place += 1) {
      if (!places[place]) continue;
      const term = terms[Number.parseInt(places[place] ?? "", 36)];
      if (term === undefined) throw new Error(`no term ${places[place]}`);
      now[place] = term;
    }
    lines.push(`${now.filter(Boolean).join(" ")} .\n`);
  }
  if (lines.length !== data.quads) throw new Error(`${lines.length} of ${data.quads} lines`);
  return lines.join("");
}
