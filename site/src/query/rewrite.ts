/**
 * What is done to a query before the engine sees it, as `kg query` does it: our prefixes need no
 * declaration, parameters are bound by VALUES, SERVICE and updates are refused.
 */

const HIDDEN = /#[^\n]*|<[^>\s]*>|"""(?:[^"\\]|\\[^]|"(?!""))*"""|'''(?:[^'\\]|\\[^]|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
const FORM = /\b(SELECT|CONSTRUCT|ASK|DESCRIBE)\b(?!\s*:)/i;
const SERVICE = /(?<![?$:\w])SERVICE\b(?!:)/i;
const FROM = /(?<![?$:\w.-])FROM(?![\w:.-])/i;
const PROLOGUE = /^(?:\s|PREFIX\s+\S*:\s*|BASE\s*)*/i;
const UPDATE = /^(?:\s|PREFIX\s+\S*:\s*|BASE\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b(?!\s*:)/i;

/** The query with comments, IRIs and strings blanked out, character for character. */
export function bare(text: string): string {
  return text.replace(HIDDEN, (hidden) => hidden.replace(/[^\n]/g, " "));
}

/** Which form a query has, in capitals; empty when it has none. */
export function formOf(text: string): string {
  return FORM.exec(bare(text))?.[1]?.toUpperCase() ?? "";
}

/** Whether a query names its graphs itself, by FROM or FROM NAMED; else it is asked of all graphs. */
export function isNamingGraphs(text: string): boolean {
  return FROM.test(bare(text));
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

/** A mistake that can be told without the engine, and better: `offset` is where in the text it stands. */
export interface Mistake {
  key: "form" | "unclosed" | "unopened";
  sign: string;
  offset: number;
}

const PAIRS: Readonly<Record<string, string>> = { ")": "(", "}": "{", "]": "[" };

/** The word that is no form of query, or the bracket without its other half; nothing when there is none. */
export function mistakeOf(text: string): Mistake | null {
  const plain = bare(text);
  if (!FORM.test(plain)) {
    const offset = PROLOGUE.exec(plain)?.[0].length ?? 0;
    return { key: "form", sign: /^\S*/.exec(text.slice(offset))?.[0] ?? "", offset };
  }
  const open: Mistake[] = [];
  for (const { 0: sign, index: offset } of plain.matchAll(/[(){}[\]]/g)) {
    const other = PAIRS[sign];
    const last = open[open.length - 1];
    if (!other) open.push({ key: "unclosed", sign, offset });
    else if (last?.sign === other) open.pop();
    else return last ?? { key: "unopened", sign, offset };
  }
  return open[open.length - 1] ?? null;
}

/** A name in a query that is made like those of verdicts and is none: its word, and where in the text it stands. */
export interface NoVerdict {
  word: string;
  offset: number;
}

const DECLARED = /\b(?:PREFIX\s+([\w.-]*):|BASE)\s*<([^<>]*)>/gi;
const NAME = /<([^<>\s]*)>|(?<![\w?$@.-])([\w.-]*):((?:[\w.:%-]|\\.)+)/g;

/** The first verdict named that there is not, whatever its prefix; what stands in comments and strings names nothing. */
export function noVerdict(
  text: string, known: Readonly<Record<string, string>>, verdicts: readonly string[],
): NoVerdict | null {
  if (!text.includes("erdict")) return null;
  const blank = (hidden: string): string => hidden.replace(/[^\n]/g, " ");
  const plain = text.replace(HIDDEN, (hidden) => (hidden.startsWith("<") ? hidden : blank(hidden)));
  const prefixes: Record<string, string> = { ...known };
  for (const [, prefix, iri] of plain.matchAll(DECLARED)) if (prefix !== undefined) prefixes[prefix] = iri ?? "";
  const start = `${known.kg ?? ""}verdict-`;
  for (const { 1: iri, 2: prefix, 3: local, index } of plain.replace(DECLARED, blank).matchAll(NAME)) {
    const name = iri ?? `${prefixes[prefix ?? ""] ?? ""}${(local ?? "").replace(/\\/g, "").replace(/\.+$/, "")}`;
    const word = name.startsWith(start) ? name.slice(start.length) : "";
    if (word && !verdicts.includes(word)) return { word, offset: index };
  }
  return null;
}
