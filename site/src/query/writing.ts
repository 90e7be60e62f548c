/**
 * Answers as files that people open in a spreadsheet: SPARQL 1.1 Query Results CSV behind a byte order mark,
 * by which Excel knows UTF-8, with formulas kept from being computed. JSON and Turtle are the engine's own.
 */

import type { JsonTerm, Row } from "./protocol";

const BOM = "\ufeff";

/** Rows as CSV: values bare, quoted where they must be, lines ended by CR LF. */
export function toCsv(variables: readonly string[], rows: readonly Row[]): string {
  const lines = [variables.join(",")];
  for (const row of rows) lines.push(variables.map((name) => cell(row[name])).join(","));
  return `${BOM}${lines.join("\r\n")}\r\n`;
}

function cell(term: JsonTerm | undefined): string {
  if (!term) return "";
  const value = withoutFormula(term.type === "bnode" ? `_:${String(term.value)}` : textOf(term));
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The text behind an apostrophe where a spreadsheet would compute it, as `kg.safe_csv` has it. */
function withoutFormula(text: string): string {
  const isFormula = /^[=+\-@\t\r\n]/.test(text.slice(0, 1).normalize("NFKC"));
  const isNumber = /^[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text);
  return isFormula && !isNumber ? `'${text}` : text;
}

/** A value as text. */
export function textOf(term: JsonTerm): string {
  return typeof term.value === "string" ? term.value : JSON.stringify(term.value);
}
