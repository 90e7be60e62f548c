/** Answers as files: SPARQL 1.1 Query Results CSV. JSON and Turtle are the engine's own. */

import type { JsonTerm, Row } from "./protocol";

/** Rows as the standard's CSV: values bare, quoted where they must be, lines ended by CR LF. */
export function toCsv(variables: readonly string[], rows: readonly Row[]): string {
  const lines = [variables.join(",")];
  for (const row of rows) lines.push(variables.map((name) => cell(row[name])).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function cell(term: JsonTerm | undefined): string {
  if (!term) return "";
  const value = term.type === "bnode" ? `_:${String(term.value)}` : textOf(term);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A value as text. */
export function textOf(term: JsonTerm): string {
  return typeof term.value === "string" ? term.value : JSON.stringify(term.value);
}
