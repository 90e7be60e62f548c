/**
 * What is done to a query before the engine sees it, as `kg query` does it: our prefixes need no
 * declaration, parameters are bound by VALUES, SERVICE and updates are refused.
 */

const HIDDEN = /#[^\n]*|<[^>\s]*>|"""(?:[^"\\]|\\[^]|"(?!""))*"""|'''(?:[^'\\]|\\[^]|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
const FORM = /\b(SELECT|CONSTRUCT|ASK|DESCRIBE)\b(?!\s*:)/i;
const SERVICE = /(?<![?$:\w])SERVICE\b(?!:)/i;
const UPDATE = /^(?:\s|PREFIX\s+\S*:\s*|BASE\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b(?!\s*:)/i;

/** The query with comments, IRIs and strings blanked out, character for character. */
export function bare(text: string): string {
  return text.replace(HIDDEN, (hidden) => hidden.replace(/[^\n]/g, " "));
}

/** Which form a query has, in capitals; empty when it has none. */
export function formOf(text: string): string {
  return FORM.exec(bare(text))?.[1]?.toUpperCase() ?? "";
}

/** Why a query is not even tried: it would change something, or ask another host. */
export function refusal(text: string): "update" | "service" | "" {
  const plain = bare(text);
  if (UPDATE.test(plain)) return "update";
  return SERVICE.test(plain) ? "service" : "";
}

/** Declarations, in one line, of the prefixes that a query does not declare itself. */
export function declarations(text: string, prefixes: Readonly<Record<string, string>>): string {
  const own = new Set([...bare(text).matchAll(/\bPREFIX\s+(\S*?):/gi)].map((found) => found[1]));
  const missing = Object.entries(prefixes).filter(([prefix]) => !own.has(prefix));
  return missing.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}> `).join("");
}

/** The query with variables bound to IRIs, at the head of its pattern. */
export function bind(text: string, values: Readonly<Record<string, string>>): string {
  const names = Object.keys(values);
  if (!names.length) return text;
  const plain = bare(text);
  const opening = FORM.exec(plain)?.[1]?.toUpperCase() === "CONSTRUCT" ? /WHERE\s*\{/i.exec(plain) : null;
  const start = opening ? opening.index + opening[0].length : plain.indexOf("{") + 1;
  const variables = names.map((name) => `?${name}`).join(" ");
  const terms = names.map((name) => `<${values[name]}>`).join(" ");
  return `${text.slice(0, start)} VALUES (${variables}) { (${terms}) }${text.slice(start)}`;
}
