/** The page's own words, which it carries as data: this script holds no sentence of its own. */

export class Words {
  private constructor(private readonly sentences: Readonly<Record<string, string>>) {}

  /** The words on the page. */
  static read(): Words {
    const island = document.getElementById("query-words");
    return new Words(JSON.parse(island?.textContent ?? "{}") as Record<string, string>);
  }

  /** A sentence with its `#places#` filled; one for a number of things has a form for one of them. */
  say(key: string, places: Readonly<Record<string, string | number>> = {}): string {
    const form = places.n === 1 && this.sentences[`${key}_one`] ? `${key}_one` : key;
    return (this.sentences[form] ?? key).replace(/#(\w+)#/g, (hole, name: string) => String(places[name] ?? hole));
  }

  /** Every sentence whose key starts like this, by the rest of its key. */
  under(prefix: string): Record<string, string> {
    const found = Object.entries(this.sentences).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(found.map(([key, words]) => [key.slice(prefix.length), words]));
  }
}
