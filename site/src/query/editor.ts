/**
 * The editor: CodeMirror in a shadow root, where it can adopt its style sheets; in the page itself it
 * would write `<style>` elements, which the page's policy forbids.
 */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completions } from "./completion";
import type { Names } from "./names";

const MONO = "ui-monospace, Menlo, Consolas, \"Noto Sans Mono\", \"Noto Sans Mono CJK SC\", monospace";
const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--rule)", fontSize: "var(--small)" },
  "&.cm-focused": { outline: "2px solid var(--seal)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: MONO, lineHeight: "1.55", minHeight: "14rem", maxHeight: "26rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--wash)", borderRight: "1px solid var(--rule)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "var(--quote)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--quote)", color: "inherit" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--rule)", maxWidth: "min(36rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: MONO, maxWidth: "min(36rem, 90vw)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--ink)", backgroundColor: "var(--quote)" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal", fontFamily: "var(--latin-sans)" },
  ".cm-lintRange-error": { backgroundImage: "none", borderBottom: "2px wavy var(--seal)", textDecoration: "underline wavy var(--seal)" },
});
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--seal)", fontWeight: "600" },
  { tag: [tags.variableName, tags.local(tags.variableName)], color: "var(--hue-1)" },
  { tag: tags.string, color: "var(--hue-4)" },
  { tag: tags.comment, color: "var(--soft)" },
  { tag: [tags.atom, tags.meta, tags.labelName], color: "var(--hue-7)" },
]);

/**
 * Text typed over a selection is put in by us. Left to itself, Chromium keeps the colours of what it
 * replaces as a style attribute, which the policy blocks, with an error in the console.
 */
const overSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    const text = event.data;
    if (event.inputType !== "insertText" || !text || empty || view.composing) return false;
    event.preventDefault();
    const insert = (): ReturnType<typeof view.state.update> => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type" });
    const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
    if (!isHandled) view.dispatch(insert());
    return true;
  },
});

/** What the editor tells the page. */
export interface Wishes {
  run: () => void;
  changed: () => void;
}

export class Editor {
  private readonly view: EditorView;

  /** @param place an empty element; @param label what the text field is called. */
  constructor(place: HTMLElement, label: string, phrases: Record<string, string>, names: Names, wishes: Wishes) {
    const root = place.attachShadow({ mode: "open" });
    this.view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        extensions: [
          // Before the usual keys, where this one would insert a line. Tab has no binding: it leaves.
          Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (wishes.run(), true) }])),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          lineNumbers(), lintGutter(), history(), bracketMatching(), closeBrackets(), highlightActiveLine(),
          autocompletion({ override: [completions(names)], icons: false }),
          StreamLanguage.define(sparql), syntaxHighlighting(colours), theme, EditorView.lineWrapping,
          EditorState.phrases.of(phrases), overSelection,
          EditorView.contentAttributes.of({ "aria-label": label, "aria-multiline": "true", tabindex: "0", spellcheck: "false", lang: "en" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) wishes.changed();
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Put another text in place of the present one; the reader can undo it. */
  set text(text: string) {
    if (text === this.text) return;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text }, selection: { anchor: 0 } });
  }

  /** Whether a list of proposals is open: then Escape closes that. */
  get isProposing(): boolean {
    return completionStatus(this.view.state) !== null;
  }

  /** Mark the word at, or right before, a place; give where it starts, counted from 1. */
  mark(line: number, column: number, message: string): { line: number; column: number } {
    const { doc } = this.view.state;
    const row = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const before = row.text.slice(0, column - 1);
    const left = /[^\s{}()[\],;.]+$|\S?\s*$/.exec(before)?.[0].length ?? 0;
    const right = /^[^\s{}()[\],;.]*/.exec(row.text.slice(column - 1))?.[0].length ?? 0;
    const from = Math.min(row.from + before.length - left, doc.length);
    const to = Math.min(row.from + before.length + right, row.to);
    this.view.dispatch(setDiagnostics(this.view.state, [{ from, to: Math.max(to, from), severity: "error", message }]));
    return { line: row.number, column: from - row.from + 1 };
  }

  /** Line and column, counted from 1, of a place in the text. */
  placeOf(offset: number): { line: number; column: number } {
    const row = this.view.state.doc.lineAt(Math.min(offset, this.view.state.doc.length));
    return { line: row.number, column: offset - row.from + 1 };
  }

  /** Take every mark away. */
  unmark(): void {
    this.view.dispatch(setDiagnostics(this.view.state, []));
  }

  /** Put the cursor at a place, counted from 1. */
  goTo(line: number, column: number): void {
    const row = this.view.state.doc.line(line);
    this.view.dispatch({ selection: { anchor: Math.min(row.from + column - 1, row.to) }, scrollIntoView: true });
    this.view.focus();
  }
}
