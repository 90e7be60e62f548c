/** What the page and the worker say to each other, and the shared files they rest on. */

/** A term of SPARQL 1.1 Query Results JSON. */
export interface JsonTerm {
  type: "uri" | "literal" | "bnode" | "triple";
  value: string | unknown;
  "xml:lang"?: string;
  datatype?: string;
}

export type Row = Record<string, JsonTerm>;
export type Triple = [subject: JsonTerm, predicate: JsonTerm, object: JsonTerm];

/** The dataset as `assets/dataset-nq.js` holds it, or its reasons as `assets/reasons-nq.js`: `Lines` as JSON, gzip and base64. */
export interface Dataset {
  sha256: string;
  quads: number;
  packed: string;
}

/** The lines of a dataset: terms once, rows as their numbers. */
export interface Lines {
  terms: string[];
  rows: string;
}

/** The engine as `assets/query-engine.js` holds it: the worker's script, the module in base64. */
export interface EngineFile {
  worker: string;
  wasm: string;
}

export type Form = "csv" | "json" | "turtle";

export type Order =
  | { do: "start"; wasm: string; dataset: Dataset }
  | { do: "add"; reasons: Dataset }
  | { do: "ask"; text: string; offset: number; most: number; withReasons: boolean }
  | { do: "write"; form: Form };

export interface RowsAnswer {
  said: "rows";
  variables: string[];
  rows: Row[];
  total: number;
  ms: number;
}

export interface GraphAnswer {
  said: "graph";
  triples: Triple[];
  total: number;
  ms: number;
}

export interface TruthAnswer {
  said: "truth";
  value: boolean;
  ms: number;
}

/** Why something failed; `line` and `column` count from 1 in what the reader wrote, 0 when unknown. */
export interface Fault {
  said: "fault";
  why: "syntax" | "prefix" | "evaluation" | "memory" | "data" | "engine";
  words: string;
  line: number;
  column: number;
}

export type Answer = RowsAnswer | GraphAnswer | TruthAnswer;
export type Report =
  | Answer
  | Fault
  | { said: "ready"; ms: number }
  | { said: "written"; text: string };
