/** What the editor proposes: keywords, prefixes, variables, and every name of the graph in both languages. */

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Named, Names } from "./names";

const KEYWORDS = [
  "SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "MINUS", "GRAPH", "BIND", "VALUES", "ORDER BY",
  "GROUP BY", "HAVING", "LIMIT", "OFFSET", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "COUNT", "GROUP_CONCAT",
  "LANG", "STR", "CONTAINS", "REGEX", "BOUND", "NOT EXISTS", "EXISTS", "IN", "AS", "DESC",
];
const MOST = 60;
/** What can stand in a name, Chinese characters included: one may type a label to find its term. */
const TYPED = /(?:[?$]?[\w\u00b7\u3400-\u9fff-]+:?|:)?[\w\u3400-\u9fff-]*$/;
const TYPES: Readonly<Record<string, string>> = { class: "class", property: "property" };

/** The source of completions for one set of names. */
export function completions(names: Names): (context: CompletionContext) => CompletionResult | null {
  const proposed = names.all.filter(({ sort, en, zh }) => sort !== "claim" && sort !== "edge" && (en || zh));
  return (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const typed = TYPED.exec(before)?.[0] ?? "";
    const isComment = /(?:^|\s)#/.test(before);
    // Proposals come a moment after a key: by then the reader may have left the editor.
    if (!context.explicit && (!typed || isComment || context.view?.hasFocus === false)) return null;
    const from = context.pos - typed.length;
    const options = /^[?$]/.test(typed)
      ? variables(context.state.doc.toString(), typed)
      : /\bPREFIX\s+\S*$/i.test(before)
        ? declarations(names, typed)
        : [...prefixes(names, typed), ...keywords(typed), ...terms(names, proposed, typed)];
    return options.length ? { from, options, filter: false } : null;
  };
}

function keywords(typed: string): Completion[] {
  const start = typed.toUpperCase();
  return KEYWORDS.filter((word) => start && word.startsWith(start)).map((label) => ({ label, type: "keyword" }));
}

function prefixes(names: Names, typed: string): Completion[] {
  return Object.entries(names.prefixes)
    .filter(([prefix]) => typed && !typed.includes(":") && prefix.startsWith(typed))
    .map(([prefix, iri]) => ({ label: `${prefix}:`, detail: iri, type: "namespace" }));
}

function declarations(names: Names, typed: string): Completion[] {
  return Object.entries(names.prefixes)
    .filter(([prefix]) => prefix.startsWith(typed.replace(":", "")))
    .map(([prefix, iri]) => ({ label: `${prefix}: <${iri}>`, type: "namespace" }));
}

function variables(text: string, typed: string): Completion[] {
  const found = new Set([...text.matchAll(/[?$][A-Za-z_]\w*/g)].map(([name]) => name));
  found.delete(typed);
  return [...found].filter((name) => name.startsWith(typed)).sort().map((label) => ({ label, type: "variable" }));
}

/** Terms whose written form or label in either language holds what was typed; those that start with it first. */
function terms(names: Names, proposed: readonly Named[], typed: string): Completion[] {
  const wanted = typed.toLowerCase();
  const found: { rank: number; completion: Completion }[] = [];
  for (const named of proposed) {
    const label = names.written(named.iri);
    const words = names.isChinese ? [named.zh, named.en] : [named.en, named.zh];
    const rank = rankOf(wanted, label.toLowerCase(), words.join("\n").toLowerCase());
    if (rank < 0) continue;
    const detail = words.filter(Boolean).join(" · ");
    found.push({ rank, completion: { label, detail, type: TYPES[named.sort] ?? "constant" } });
  }
  found.sort((one, other) => one.rank - other.rank || (one.completion.label < other.completion.label ? -1 : 1));
  return found.slice(0, MOST).map(({ completion }) => completion);
}

function rankOf(wanted: string, written: string, words: string): number {
  if (!wanted || written.startsWith(wanted)) return 0;
  if (written.split(":")[1]?.startsWith(wanted) || words.startsWith(wanted)) return 1;
  if (wanted.length < 2 && !/[\u3400-\u9fff]/.test(wanted)) return -1;
  return written.includes(wanted) || words.includes(wanted) ? 2 : -1;
}
