import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching,
  foldGutter,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export interface EditorOptions {
  readonly language: "json" | "ts" | "text";
  readonly text: string;
  /** What the editor is for; read out. */
  readonly label: string;
  /** Called a moment after the last key, with the whole text. */
  readonly change?: (text: string) => void;
  readonly readOnly?: boolean;
  /** Further CodeMirror extensions: completion, linting. */
  readonly extensions?: readonly Extension[];
}

export interface Editor {
  readonly element: HTMLElement;
  readonly view: EditorView;
  text: () => string;
  /** Replaces the text; `change` is called. */
  setText: (text: string) => void;
  /** Marks places, by offset from the start of the text. */
  mark: (diagnostics: readonly Diagnostic[]) => void;
}

/** An editor for policies and programs. Its colours are variables of the style sheet, so it turns dark with the page. */
export function editor(options: EditorOptions): Editor {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const { change } = options;
  const view = new EditorView({
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        history(),
        bracketMatching(),
        closeBrackets(),
        indentOnInput(),
        indentUnit.of("  "),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": options.label, tabindex: "0" }),
        // Tab indents; Escape, then Tab leaves the editor
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...searchKeymap, indentWithTab]),
        syntaxHighlighting(HIGHLIGHT),
        LOOK,
        options.language === "json" ? json() : options.language === "ts" ? javascript({ typescript: true }) : [],
        options.readOnly === true ? [EditorState.readOnly.of(true)] : lintGutter(),
        change === undefined
          ? []
          : EditorView.updateListener.of(({ docChanged }) => {
              if (!docChanged) return;
              clearTimeout(timer);
              timer = setTimeout(() => {
                change(view.state.doc.toString());
              }, 150);
            }),
        ...(options.extensions ?? []),
      ],
    }),
  });
  const element = document.createElement("div");
  element.className = "editor";
  element.append(view.dom);
  return {
    element,
    view,
    text: () => view.state.doc.toString(),
    setText: (text) => {
      const old = view.state.doc.toString();
      // only what differs, so that the rest is neither parsed nor drawn again
      const shorter = Math.min(old.length, text.length);
      let from = 0;
      while (from < shorter && old[from] === text[from]) from++;
      let same = 0;
      while (same < shorter - from && old[old.length - 1 - same] === text[text.length - 1 - same]) same++;
      view.dispatch({ changes: { from, to: old.length - same, insert: text.slice(from, text.length - same) } });
    },
    mark: (diagnostics) => {
      const end = view.state.doc.length;
      const within = (at: number): number => Math.max(0, Math.min(at, end));
      view.dispatch(
        setDiagnostics(
          view.state,
          diagnostics.map((one) => ({ ...one, from: within(one.from), to: within(one.to) })),
        ),
      );
    },
  };
}

const LOOK = EditorView.theme({
  "&": { backgroundColor: "var(--code-ground)", color: "var(--ink)", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--quiet)", border: "none" },
  ".cm-activeLineGutter, .cm-activeLine": { backgroundColor: "var(--hover)" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection":
    { backgroundColor: "var(--selection)" },
  ".cm-matchingBracket": { backgroundColor: "var(--selection)", color: "inherit" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--hover)", border: "none", color: "var(--quiet)" },
});

const HIGHLIGHT = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-name)" },
  { tag: [tags.typeName, tags.className], color: "var(--code-type)" },
  { tag: tags.function(tags.variableName), color: "var(--code-function)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);
