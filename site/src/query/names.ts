/** What things are called and where their pages are, from `assets/query-names.js`. */

export interface Question {
  name: string;
  group: string;
  theme: string;
  title: [en: string, zh: string];
  question: [en: string, zh: string];
  parameters: string[];
  sparql: string;
}

export type Sort = "class" | "property" | "concept" | "element" | "claim" | "case" | "edge" | "";
export type Entry = [iri: string, en: string, zh: string, page: string, sort: Sort];

export interface NamesFile {
  base: string;
  prefixes: Record<string, string>;
  names: Entry[];
  /** The words by which a query shows that it needs why inferred edges hold. */
  reasons: string[];
  /** The words of the verdicts, and of earlier ones those that took their place. */
  verdicts: string[];
  renamed: Record<string, string[]>;
  /** The SHA-256 of the dataset and of its reasons that were built with these names. */
  hashes: { dataset: string; reasons: string };
  questions: Question[];
}

export interface Named {
  iri: string;
  en: string;
  zh: string;
  page: string;
  sort: Sort;
}

/** The names of one site, in the reader's language first. */
export class Names {
  readonly prefixes: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
  readonly all: readonly Named[];
  private readonly byIri: ReadonlyMap<string, Named>;

  /** @param isChinese which label comes first; @param root how to get from this page to the top of its tree. */
  constructor(file: NamesFile, readonly isChinese: boolean, private readonly root: string) {
    this.prefixes = file.prefixes;
    this.questions = file.questions;
    this.all = file.names.map(([iri, en, zh, page, sort]) => ({
      iri: /^[a-z]+:/i.test(iri) ? iri : file.base + iri, en, zh, page, sort,
    }));
    this.byIri = new Map(this.all.map((named) => [named.iri, named]));
  }

  of(iri: string): Named | undefined {
    return this.byIri.get(iri);
  }

  /** The label to show, with its language; the short form of the IRI where there is none. */
  label(iri: string): { text: string; lang: string } {
    const named = this.byIri.get(iri);
    if (this.isChinese && named?.zh) return { text: named.zh, lang: "zh-Hans" };
    if (named?.en) return { text: named.en, lang: "en" };
    if (named?.zh) return { text: named.zh, lang: "zh-Hans" };
    return { text: this.short(iri), lang: "und" };
  }

  /** A link inside the site; empty when the thing has no page. */
  link(iri: string): string {
    const page = this.byIri.get(iri)?.page;
    return page ? this.root + page : "";
  }

  /** An IRI with its prefix, as people write it; it need not be a valid name of SPARQL. */
  short(iri: string): string {
    for (const [prefix, base] of Object.entries(this.prefixes)) {
      if (iri.startsWith(base) && iri.length > base.length) return `${prefix}:${iri.slice(base.length)}`;
    }
    return iri;
  }

  /** An IRI as it may stand in a query. */
  written(iri: string): string {
    const short = this.short(iri);
    return /^[a-z]+:[A-Za-z_][\w-]*$/.test(short) ? short : `<${iri}>`;
  }
}
