/** The query page: what is typed or chosen is asked of the dataset in a worker, and the answer is shown. */

import { readAddress, writeAddress } from "./query/address";
import { AnswerView } from "./query/answer";
import { Chooser } from "./query/chooser";
import { Editor } from "./query/editor";
import { Engine, STOPPED } from "./query/engine";
import { Names, type NamesFile, type Question } from "./query/names";
import { Parameters } from "./query/parameters";
import type { Answer, Fault } from "./query/protocol";
import { bare, bind, declarations, mistakeOf, noVerdict, refusal } from "./query/rewrite";
import { Words } from "./query/words";

/** More rows than these are not brought to the page; the files have them all. */
const MOST = 10_000;

function byId<T extends HTMLElement>(name: string): T {
  return document.getElementById(`query-${name}`) as T;
}

class QueryPage {
  private readonly words = Words.read();
  private readonly root = byId("page");
  private readonly names: Names;
  private readonly engine: Engine;
  private readonly editor: Editor;
  private readonly chooser: Chooser;
  private readonly parameters: Parameters;
  private readonly answer: AnswerView;
  private readonly stopButton = byId<HTMLButtonElement>("stop");
  private readonly verdicts: readonly string[];
  private readonly renamed: Readonly<Record<string, readonly string[]>>;
  private question: Question | null = null;
  private clock = 0;

  constructor(file: NamesFile) {
    const files = this.root.dataset;
    this.verdicts = file.verdicts;
    this.renamed = file.renamed;
    this.names = new Names(file, document.documentElement.lang.startsWith("zh"), files.root ?? "");
    const ofReasons = new RegExp(`\\b(?:${file.reasons.join("|")})\\b|^# needs: reasons$`, "m");
    this.engine = new Engine(
      { engine: files.engine ?? "", dataset: files.dataset ?? "", reasons: files.reasons ?? "" },
      file.hashes,
      (text) => ofReasons.test(text),
    );
    this.editor = new Editor(byId("editor"), this.words.say("editor"), this.words.under("phrase."), this.names, {
      run: () => void this.run(),
      changed: () => this.edited(),
    });
    this.parameters = new Parameters(byId("parameters"), this.names, this.words, () => this.rebind());
    this.chooser = new Chooser(byId("list"), byId("filter"), byId("count"), this.names, this.words, (question) => {
      this.take(question, {});
      void this.run();
    });
    const place = { section: byId("answer"), said: byId("said"), files: byId("files"), body: byId("body") };
    this.answer = new AnswerView(place, this.names, this.words, files.vis ?? "", (form) => this.engine.write(form));
    this.listen();
  }

  private listen(): void {
    byId("run").addEventListener("click", () => void this.run());
    this.stopButton.addEventListener("click", () => this.stop());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.clock && !this.editor.isProposing) this.stop();
    });
    addEventListener("hashchange", () => this.open());
  }

  /** Ask what the address asks; show the first question when it asks nothing. */
  open(): void {
    const asked = readAddress(this.names);
    if (!asked) {
      const first = this.names.questions[0];
      if (first && !this.editor.text) this.take(first, {});
      return;
    }
    if (asked.question) this.take(asked.question, asked.values);
    else {
      this.editor.text = asked.text;
      this.forget();
    }
    void this.run();
  }

  /** Put a named question into the editor, with the values it is asked about. */
  private take(question: Question, values: Record<string, string>): void {
    this.parameters.show(question, values);
    this.question = question;
    this.rebind(false);
  }

  private rebind(isToRun = true): void {
    if (!this.question) return;
    const { question } = this;
    this.editor.text = bind(question.sparql, this.parameters.values);
    this.question = question;
    this.chooser.select(question.name);
    if (isToRun) void this.run();
  }

  private forget(): void {
    this.question = null;
    this.parameters.show(null, {});
    this.chooser.select("");
  }

  private edited(): void {
    this.editor.unmark();
    byId("fault").replaceChildren();
    if (this.question && this.editor.text !== bind(this.question.sparql, this.parameters.values)) this.forget();
  }

  private async run(): Promise<void> {
    if (this.clock) return;
    const { text } = this.editor;
    this.editor.unmark();
    this.answer.clear();
    byId("fault").replaceChildren();
    writeAddress({ text, question: this.question, values: this.parameters.values });
    const refused = refusal(text);
    if (refused) {
      this.blame(this.words.say(`refused_${refused}`));
      return;
    }
    const wrong = noVerdict(text, this.names.prefixes, this.verdicts);
    if (wrong) {
      this.pointAt(this.editor.placeOf(wrong.offset + 1), this.instead(wrong.word));
      return;
    }
    this.startClock();
    const before = declarations(text, this.names.prefixes);
    const ending = await this.engine.ask(before + text, before.length, MOST);
    this.stopClock();
    if (ending === STOPPED) {
      this.say(this.words.say("stopped"));
      void this.engine.start();
    } else if (ending.said === "fault") this.fail(ending);
    else await this.show(ending, text);
  }

  private async show(answer: Answer, text: string): Promise<void> {
    const ms = answer.ms < 10 ? answer.ms.toFixed(1) : answer.ms.toFixed(0);
    const n = answer.said === "truth" ? 0 : answer.total;
    this.say(this.words.say(`said_${answer.said}`, { n, ms }));
    await this.answer.show(answer, this.unknown(text));
    this.root.dataset.state = "answered";
  }

  /** The names of our own in a query that nothing in the graph bears. */
  private unknown(text: string): string[] {
    const found = new Set<string>();
    for (const [name, prefix, local] of bare(text).matchAll(/(?<![\w?$:])(kg|tl):([A-Za-z][\w-]*)/g)) {
      if (!this.names.of(`${this.names.prefixes[prefix ?? ""] ?? ""}${local}`)) found.add(name);
    }
    return [...found];
  }

  private fail(fault: Fault): void {
    if (fault.line) this.point(fault);
    else this.blame(this.words.say(`fault_${fault.why}`, { words: fault.words }));
  }

  /** Say what is wrong where; a bracket without its other half is a better place than the engine's. */
  private point(fault: Fault): void {
    const mistake = fault.why === "syntax" ? mistakeOf(this.editor.text) : null;
    const what = mistake ? this.words.say(`mistake_${mistake.key}`, { sign: mistake.sign }) : this.words.say(`fault_${fault.why}`);
    this.pointAt(mistake ? this.editor.placeOf(mistake.offset + mistake.sign.length) : fault, what);
  }

  /** What may stand in place of a word that is no verdict. */
  private instead(word: string): string {
    const now = this.renamed[word] ?? [];
    const list = (now.length ? now : this.verdicts).join(document.documentElement.lang.startsWith("zh") ? "、" : ", ");
    return this.words.say(now.length ? "old_verdict" : "no_verdict", { word, list });
  }

  /** Say what is wrong at a place, mark it, and lead there. */
  private pointAt(at: { line: number; column: number }, what: string): void {
    const { line, column } = this.editor.mark(at.line, at.column, what);
    const go = document.createElement("button");
    go.type = "button";
    go.textContent = this.words.say("go_there");
    go.addEventListener("click", () => this.editor.goTo(line, column));
    this.blame(this.words.say("at", { line, column, what }), go);
  }

  private blame(sentence: string, ...more: HTMLElement[]): void {
    const words = document.createElement("p");
    words.append(sentence, ...more.flatMap((element) => [" ", element]));
    byId("fault").replaceChildren(words);
    this.say(this.words.say("said_fault"));
    this.root.dataset.state = "fault";
  }

  private say(sentence: string): void {
    byId("said").textContent = sentence;
  }

  private startClock(): void {
    const started = performance.now();
    const clock = byId("clock");
    this.root.dataset.state = "running";
    this.stopButton.disabled = false;
    this.say(this.words.say(this.engine.isReady ? "running" : "loading"));
    const show = (): void => {
      clock.textContent = this.words.say("seconds", { n: ((performance.now() - started) / 1000).toFixed(1) });
    };
    show();
    this.clock = window.setInterval(show, 100);
  }

  private stopClock(): void {
    window.clearInterval(this.clock);
    this.clock = 0;
    this.stopButton.disabled = true;
    byId("clock").textContent = "";
    this.root.dataset.state = "";
  }

  private stop(): void {
    this.engine.stop();
    byId("run").focus();
  }
}

function start(): void {
  const root = byId("page");
  const file = (globalThis as { kgNames?: NamesFile }).kgNames;
  if (!file?.questions || !file.names) {
    const words = document.createElement("p");
    words.textContent = Words.read().say("fault_names", { words: root.dataset.names ?? "" });
    byId("fault").replaceChildren(words);
    return;
  }
  root.classList.add("is-live");
  new QueryPage(file).open();
}

start();
