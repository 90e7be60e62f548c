/**
 * Words of a text, for finding and for marking. Latin words are folded to lower case without accents;
 * Chinese, which has no spaces, is cut into pairs of neighbouring characters.
 */

const RUN = /(\p{Script=Han}+)|((?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+)/gu;
const LONGEST = 64;

interface Word {
  word: string;
  start: number;
  end: number;
}

function folded(word: string): string {
  return word.slice(0, LONGEST).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Every word with its place; `withLast` adds the last character of a Chinese run by itself. */
function places(text: string, withLast: boolean): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(RUN)) {
    const start = match.index;
    if (match[2]) {
      found.push({ word: folded(match[2]), start, end: start + match[2].length });
      continue;
    }
    const ends = [start];
    for (const character of match[1] ?? "") ends.push((ends[ends.length - 1] ?? 0) + character.length);
    const last = ends.length - 1;
    for (let at = 0; at < last - 1; at += 1) {
      found.push({ word: text.slice(ends[at], ends[at + 2]), start: ends[at] ?? 0, end: ends[at + 2] ?? 0 });
    }
    if (last === 1 || withLast) {
      found.push({ word: text.slice(ends[last - 1], ends[last]), start: ends[last - 1] ?? 0, end: ends[last] ?? 0 });
    }
  }
  return found;
}

/** The words of a text; of what is searched, a Chinese character can be found by itself wherever it stands. */
export function tokens(text: string, isSearched: boolean): string[] {
  return places(text, isSearched).map(({ word }) => word);
}

/** The nearest gap between words on the way from a place to a found word; the place itself where there is none. */
function edge(text: string, place: number, word: number): number {
  if (place <= 0) return 0;
  if (place >= text.length) return text.length;
  const gap = place < word ? text.indexOf(" ", place) + 1 : text.lastIndexOf(" ", place);
  return gap > Math.min(place, word) && gap < Math.max(place, word) ? gap : place;
}

/** Marks found words in a text. */
export class Highlighter {
  private readonly wanted: ReadonlySet<string>;

  constructor(terms: readonly string[]) {
    this.wanted = new Set(terms);
  }

  private ranges(text: string): [number, number][] {
    const joined: [number, number][] = [];
    for (const { word, start, end } of places(text, true)) {
      if (!this.wanted.has(word)) continue;
      const last = joined[joined.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined;
  }

  isIn(text: string): boolean {
    return this.ranges(text).length > 0;
  }

  /** The text with marks; with `around`, only that many characters on each side of the first one. */
  pieces(text: string, around = 0): (Node | string)[] {
    const ranges = this.ranges(text);
    const first = ranges[0];
    const from = around && first ? edge(text, first[0] - around, first[0]) : 0;
    const to = around && first ? edge(text, first[1] + around, first[1]) : text.length;
    const found: (Node | string)[] = from > 0 ? ["…"] : [];
    let at = from;
    for (const [start, end] of ranges) {
      if (start >= to) break;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, Math.min(end, to));
      found.push(text.slice(at, start), mark);
      at = Math.min(end, to);
    }
    found.push(text.slice(at, to));
    if (to < text.length) found.push("…");
    return found;
  }
}
