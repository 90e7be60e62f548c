/** The query in the page's address, after `#`, so that it can be shared: a named question, or its text. */

import type { Names, Question } from "./names";
import { bind } from "./rewrite";

export interface Asked {
  text: string;
  question: Question | null;
  values: Record<string, string>;
}

/** What the address asks; nothing when it asks nothing, or a question that is not there. */
export function readAddress(names: Names): Asked | null {
  const state = new URLSearchParams(location.hash.slice(1));
  const text = state.get("query");
  if (text) return { text, question: null, values: {} };
  const question = names.questions.find(({ name }) => name === state.get("name"));
  if (!question) return null;
  state.delete("name");
  const values = Object.fromEntries([...state].filter(([name, iri]) => isSafe(name, iri)));
  return { text: bind(question.sparql, values), question, values };
}

/** Write what is asked into the address. */
export function writeAddress(asked: Asked): void {
  const { question, values, text } = asked;
  const isNamed = question && bind(question.sparql, values) === text;
  const state = new URLSearchParams(isNamed ? { name: question.name, ...values } : { query: text });
  history.replaceState(null, "", `#${state.toString()}`);
}

/** A value is put between angle brackets: nothing in it may close them. */
function isSafe(name: string, iri: string): boolean {
  return /^\w+$/.test(name) && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]*$/i.test(iri);
}
