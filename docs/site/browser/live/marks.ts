import { type Extension, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";

/** What is shown at an assertion. */
export interface Mark {
  /** Where in the text: behind what the assertion says. */
  readonly at: number;
  /** Right, different, only shown, never reached; or what went wrong, at the end of the line in which it did. */
  readonly kind: "right" | "different" | "shown" | "unreached" | "fault";
  readonly value: string;
  /** What the mark says to who does not see it. */
  readonly label: string;
}

const setMarks = StateEffect.define<readonly Mark[]>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) return decorations(effect.value, transaction.newDoc);
    }
    return marks.map(transaction.changes);
  },
  provide: (own) => EditorView.decorations.from(own),
});

/** What an editor needs to show marks. */
export const markExtension: Extension = field;

/** Shows these marks and no others. */
export function showMarks(view: EditorView, marks: readonly Mark[]): void {
  const end = view.state.doc.length;
  view.dispatch({ effects: setMarks.of(marks.filter(({ at }) => at <= end)) });
}

const FAULT_LINE = Decoration.line({ class: "live-fault-line" });

function decorations(marks: readonly Mark[], text: Text): DecorationSet {
  return Decoration.set(
    marks.flatMap((mark) => {
      const widget = Decoration.widget({ widget: new MarkWidget(mark), side: 1, block: isBlock(mark) }).range(mark.at);
      return mark.kind === "fault" ? [FAULT_LINE.range(text.lineAt(mark.at).from), widget] : [widget];
    }),
    true,
  );
}

/** What stands below its line. */
function isBlock({ kind }: Mark): boolean {
  return kind === "different" || kind === "fault";
}

class MarkWidget extends WidgetType {
  private readonly mark: Mark;

  constructor(mark: Mark) {
    super();
    this.mark = mark;
  }

  override eq(other: MarkWidget): boolean {
    return other.mark.kind === this.mark.kind && other.mark.value === this.mark.value;
  }

  override toDOM(): HTMLElement {
    const { kind, value, label } = this.mark;
    const element = document.createElement(isBlock(this.mark) ? "div" : "span");
    element.className = `live-mark live-${kind}`;
    element.title = label;
    element.role = "img";
    element.ariaLabel = `${label}: ${value}`;
    element.dataset["value"] = value; // no text within: typing over it would leave that text in the program
    return element;
  }
}
