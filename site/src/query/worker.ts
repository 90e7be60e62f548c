/**
 * The worker of the query page: Oxigraph over the dataset. It is asked for one thing at a time; who
 * cannot wait ends it.
 */

import init, { defaultGraph, Store } from "oxigraph/web.js";
import { inflated, isDataset, nquads } from "./dataset";
import type { Dataset, Fault, Form, JsonTerm, Order, Report, Row, Triple } from "./protocol";
import { formOf, isNamingGraphs } from "./rewrite";
import { toCsv } from "./writing";

interface Answered {
  variables: string[];
  rows: Row[];
  json: string;
  graph: Store | null;
}

interface RdfTerm {
  termType: string;
  value: string;
  language?: string;
  datatype?: { value: string };
  toString(): string;
}

const STRING = "http://www.w3.org/2001/XMLSchema#string";
const LANGUAGE_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
const host = self as unknown as { postMessage(report: Report): void; onmessage: ((event: MessageEvent<Order>) => void) | null };
let store: Store | null = null;
/** The dataset with its reasons, once a query needed them. */
let whole: Store | null = null;
let text = "";
let last: Answered | null = null;

host.onmessage = ({ data: order }) => {
  carryOut(order).then((report) => host.postMessage(report));
};

async function carryOut(order: Order): Promise<Report> {
  try {
    if (order.do === "start") return await start(order.wasm, order.dataset);
    if (order.do === "add") return await add(order.reasons);
    if (order.do === "write") return { said: "written", text: written(order.form) };
    return ask(order.withReasons ? whole : store, order.text, order.offset, order.most);
  } catch (error) {
    return faultOf(error, order.do === "ask" ? order.offset : 0);
  }
}

async function start(wasm: string, dataset: Dataset): Promise<Report> {
  const started = performance.now();
  try {
    await init({ module_or_path: await inflated(wasm) });
  } catch (error) {
    return fault("engine", String(error));
  }
  if (!isDataset(dataset)) return fault("data", "");
  try {
    text = await nquads(dataset);
    if (!(await isAsBuilt(text, dataset.sha256))) return fault("data", "sha256");
    store = filled(text);
  } catch (error) {
    return fault("data", String(error));
  }
  return { said: "ready", ms: performance.now() - started };
}

/** Take up why inferred edges hold. */
async function add(reasons: Dataset): Promise<Report> {
  const started = performance.now();
  if (!isDataset(reasons)) return fault("data", "");
  try {
    const lines = await nquads(reasons);
    if (!(await isAsBuilt(lines, reasons.sha256))) return fault("data", "sha256");
    whole = filled(text, lines);
  } catch (error) {
    return fault("data", String(error));
  }
  return { said: "ready", ms: performance.now() - started };
}

function filled(...texts: string[]): Store {
  const made = new Store();
  for (const lines of texts) made.load(lines, { format: "application/n-quads", no_transaction: true });
  return made;
}

/** Whether the text has the hash; without Web Crypto (plain HTTP) the count of lines has to do. */
async function isAsBuilt(text: string, sha256: string): Promise<boolean> {
  if (!sha256 || !globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}

function ask(asked: Store | null, text: string, offset: number, most: number): Report {
  if (!asked) return fault("engine", "");
  const started = performance.now();
  last = null;
  const form = formOf(text.slice(offset));
  const asGraph = form === "CONSTRUCT" || form === "DESCRIBE";
  const found = asked.query(text, {
    use_default_graph_as_union: !isNamingGraphs(text),
    ...(asGraph ? {} : { results_format: "application/sparql-results+json" }),
  });
  const ms = performance.now() - started;
  if (typeof found !== "string") return graphAnswer(found as Parameters<typeof graphAnswer>[0], most, ms);
  const parsed = JSON.parse(found) as { boolean?: boolean; head: { vars?: string[] }; results?: { bindings: Row[] } };
  const variables = parsed.head.vars ?? [];
  const rows = parsed.results?.bindings ?? [];
  last = { variables, rows, json: found, graph: null };
  if (typeof parsed.boolean === "boolean") return { said: "truth", value: parsed.boolean, ms };
  return { said: "rows", variables, rows: rows.slice(0, most), total: rows.length, ms };
}

/** A graph: its triples each once, in the order of their text. */
function graphAnswer(quads: ConstructorParameters<typeof Store>[0] & unknown[], most: number, ms: number): Report {
  const graph = new Store(quads);
  last = { variables: [], rows: [], json: "", graph };
  const lines = graph.match().map((quad) => ({ key: quad.toString(), quad }));
  lines.sort((one, other) => (one.key < other.key ? -1 : 1));
  const triples = lines.slice(0, most).map(({ quad }): Triple => [
    json(quad.subject as RdfTerm), json(quad.predicate as RdfTerm), json(quad.object as RdfTerm),
  ]);
  return { said: "graph", triples, total: lines.length, ms };
}

function json(term: RdfTerm): JsonTerm {
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType === "BlankNode") return { type: "bnode", value: term.value };
  if (term.termType !== "Literal") return { type: "triple", value: term.toString() };
  const datatype = term.datatype?.value ?? "";
  const isPlain = datatype === STRING || datatype === LANGUAGE_STRING;
  return {
    type: "literal",
    value: term.value,
    ...(term.language ? { "xml:lang": term.language } : {}),
    ...(isPlain ? {} : { datatype }),
  };
}

/** The last answer as a file. */
function written(form: Form): string {
  if (!last) return "";
  if (form === "json") return last.json;
  if (form === "csv") return toCsv(last.variables, last.rows);
  return last.graph?.dump({ format: "text/turtle", from_graph_name: defaultGraph() }) ?? "";
}

function fault(why: Fault["why"], words: string, line = 0, column = 0): Fault {
  return { said: "fault", why, words, line, column };
}

/** What went wrong, with the place in the reader's own text: our declarations stand before it. */
function faultOf(error: unknown, offset: number): Fault {
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return fault("memory", words);
  const place = /error at (\d+):(\d+): ([^]*)/.exec(words);
  if (!place) return fault("evaluation", words);
  const line = Number(place[1]);
  const column = Number(place[2]) - (line === 1 ? offset : 0);
  const why = /prefix not found/i.test(words) ? "prefix" : "syntax";
  return fault(why, place[3] ?? "", line, Math.max(column, 1));
}
